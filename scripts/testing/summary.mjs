import { countOf, fieldOf, listOf } from '../setup/json.mjs';
import { isBrokenFile, specsOfPlaywright } from './failures.mjs';

/**
 * `secondTry` of those that passed did so when they were tried once more.
 *
 * @typedef {{ passed: number, failed: number, skipped: number, secondTry: number }} Tally
 */

/** @type {Tally} */
export const nothing = { passed: 0, failed: 0, skipped: 0, secondTry: 0 };

/** @param {readonly Tally[]} tallies @returns {Tally} */
export function sum(tallies) {
  return {
    passed: tallies.reduce((total, tally) => total + tally.passed, 0),
    failed: tallies.reduce((total, tally) => total + tally.failed, 0),
    skipped: tallies.reduce((total, tally) => total + tally.skipped, 0),
    secondTry: tallies.reduce((total, tally) => total + tally.secondTry, 0),
  };
}

/**
 * A run that says it failed must count at least one failure, whatever its report holds: a crash, a hang and an
 * unhandled error leave no failed test behind.
 *
 * @param {Tally} tally
 * @param {number} exitCode
 * @returns {Tally}
 */
export function honest(tally, exitCode) {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/**
 * Counts Vitest's JSON report.
 *
 * @param {unknown} report undefined when there is none
 * @returns {Tally}
 */
export function tallyVitest(report) {
  const broken = listOf(fieldOf(report, 'testResults')).filter(isBrokenFile).length;
  return {
    passed: countOf(fieldOf(report, 'numPassedTests')),
    failed: countOf(fieldOf(report, 'numFailedTests')) + broken,
    skipped: countOf(fieldOf(report, 'numPendingTests')) + countOf(fieldOf(report, 'numTodoTests')),
    secondTry: 0,
  };
}

/**
 * Counts Playwright's JSON report. A flaky test passed in the end and counts as passed.
 *
 * @param {unknown} report undefined when there is none
 * @returns {Tally}
 */
export function tallyPlaywright(report) {
  const stats = fieldOf(report, 'stats');
  return {
    passed: countOf(fieldOf(stats, 'expected')) + countOf(fieldOf(stats, 'flaky')),
    failed: countOf(fieldOf(stats, 'unexpected')) + listOf(fieldOf(report, 'errors')).length,
    skipped: countOf(fieldOf(stats, 'skipped')),
    secondTry: countOf(fieldOf(stats, 'flaky')),
  };
}

/** @param {unknown} test @returns {string[]} */
function skipReasons(test) {
  if (fieldOf(test, 'status') !== 'skipped') return [];
  const reasons = listOf(fieldOf(test, 'annotations'))
    .filter((note) => fieldOf(note, 'type') === 'skip' || fieldOf(note, 'type') === 'fixme')
    .map((note) => fieldOf(note, 'description'))
    .filter((text) => typeof text === 'string');
  return reasons.length > 0 ? reasons : ['no reason given'];
}

/**
 * Why Playwright skipped what it skipped, with how many tests each reason took.
 *
 * @param {unknown} report
 * @returns {Map<string, number>}
 */
export function whySkipped(report) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  const tests = specsOfPlaywright(report).flatMap(({ spec }) => listOf(fieldOf(spec, 'tests')));
  for (const reason of tests.flatMap(skipReasons)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}

/**
 * The last line of `npm test`.
 *
 * @param {Tally} tally
 */
export function lastLine({ passed, failed, skipped, secondTry }) {
  const more = [
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
    ...(secondTry === 0 ? [] : [`${secondTry} of the passed at the second try`]),
  ];
  return [`${passed} passed, ${failed} failed`, ...more].join(', ');
}
