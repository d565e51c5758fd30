import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from '../setup/root.mjs';
import { countOf, fieldOf, listOf } from '../setup/json.mjs';

/**
 * Something that did not go well: where it is, what it is called, and how its error begins.
 *
 * @typedef {{ place: string, title: string, reason: string }} Failure
 */

/** Longest reason, characters: each is one line. */
const REASON_LENGTH = 240;

/** @param {unknown} value @returns {string} */
function textOf(value) {
  return typeof value === 'string' ? value : '';
}

/** The beginning of an error's message, on one line. @param {unknown} message */
function reasonOf(message) {
  const words = stripVTControlCharacters(textOf(message)).replaceAll(/\s+/g, ' ').trim();
  return words.length > REASON_LENGTH ? `${words.slice(0, REASON_LENGTH)}…` : words;
}

/** @param {unknown} path @returns {string} as seen from the project's root, with slashes */
function placeOf(path) {
  return relative(root, textOf(path)).replaceAll('\\', '/');
}

/**
 * A test file that failed without a test to blame: it could not even be loaded.
 *
 * @param {unknown} file of Vitest's report
 */
export function isBrokenFile(file) {
  const hasFailedTest = listOf(fieldOf(file, 'assertionResults')).some((test) => fieldOf(test, 'status') === 'failed');
  return fieldOf(file, 'status') === 'failed' && !hasFailedTest;
}

/** @param {unknown} file @returns {Failure[]} */
function failuresOfFile(file) {
  const place = placeOf(fieldOf(file, 'name'));
  if (isBrokenFile(file)) return [{ place, title: 'the file itself', reason: reasonOf(fieldOf(file, 'message')) }];
  return listOf(fieldOf(file, 'assertionResults'))
    .filter((test) => fieldOf(test, 'status') === 'failed')
    .map((test) => ({
      place,
      title: [...listOf(fieldOf(test, 'ancestorTitles')), fieldOf(test, 'title')].map(textOf).join(' › '),
      reason: reasonOf(listOf(fieldOf(test, 'failureMessages'))[0]),
    }));
}

/**
 * What failed, by Vitest's JSON report.
 *
 * @param {unknown} report undefined when there is none
 * @returns {Failure[]}
 */
export function failuresOfVitest(report) {
  return listOf(fieldOf(report, 'testResults')).flatMap(failuresOfFile);
}

/**
 * What went wrong outside of Vitest's tests, as `untoldReporter.mjs` wrote it.
 *
 * @param {unknown} report undefined when there is none
 * @returns {Failure[]}
 */
export function failuresOutsideVitest(report) {
  return listOf(fieldOf(report, 'errors')).map((error) => {
    const file = fieldOf(error, 'file');
    const test = textOf(fieldOf(error, 'test'));
    return {
      place: typeof file === 'string' ? placeOf(file) : 'Vitest',
      title: test === '' ? 'outside of tests' : `outside of tests, about when "${test}" ran`,
      reason: reasonOf(fieldOf(error, 'message')),
    };
  });
}

/**
 * What failed at first and passed when it was tried once more, as `untoldReporter.mjs` wrote it.
 *
 * @param {unknown} report undefined when there is none
 * @returns {Failure[]}
 */
export function secondTriesOfVitest(report) {
  return listOf(fieldOf(report, 'secondTries')).map((one) => ({
    place: placeOf(fieldOf(one, 'file')),
    title: textOf(fieldOf(one, 'test')).replaceAll(' > ', ' › '),
    reason: reasonOf(fieldOf(one, 'message')),
  }));
}

/**
 * Every spec of Playwright's JSON report, with its title after those of the blocks around it.
 *
 * @param {unknown} report undefined when there is none
 * @returns {{ spec: unknown, title: string }[]}
 */
export function specsOfPlaywright(report) {
  /** @type {(suite: unknown, around: string[]) => { spec: unknown, title: string }[]} */
  const within = (suite, around) => [
    ...listOf(fieldOf(suite, 'specs')).map((spec) => ({
      spec,
      title: [...around, textOf(fieldOf(spec, 'title'))].join(' › '),
    })),
    ...listOf(fieldOf(suite, 'suites')).flatMap((inner) => within(inner, [...around, textOf(fieldOf(inner, 'title'))])),
  ];
  // The outermost suites are files, whose titles are their names.
  return listOf(fieldOf(report, 'suites')).flatMap((file) => within(file, []));
}

/** @param {unknown} test @returns {string} why its first failed try failed */
function reasonOfTries(test) {
  const errors = listOf(fieldOf(test, 'results')).flatMap((result) => listOf(fieldOf(result, 'errors')));
  return reasonOf(fieldOf(errors[0], 'message'));
}

/** @param {unknown} report @param {string} status @returns {Failure[]} tests that ended so */
function testsEnding(report, status) {
  const folder = textOf(fieldOf(fieldOf(report, 'config'), 'rootDir'));
  return specsOfPlaywright(report).flatMap(({ spec, title }) => {
    const file = placeOf(`${folder}/${textOf(fieldOf(spec, 'file'))}`);
    return listOf(fieldOf(spec, 'tests'))
      .filter((test) => fieldOf(test, 'status') === status)
      .map((test) => ({ place: `${file}:${countOf(fieldOf(spec, 'line'))}`, title, reason: reasonOfTries(test) }));
  });
}

/**
 * What failed, by Playwright's JSON report; errors outside of tests, too.
 *
 * @param {unknown} report undefined when there is none
 * @returns {Failure[]}
 */
export function failuresOfPlaywright(report) {
  const outside = listOf(fieldOf(report, 'errors')).map((error) => {
    const at = fieldOf(error, 'location');
    const place = at === undefined ? 'Playwright' : `${placeOf(fieldOf(at, 'file'))}:${countOf(fieldOf(at, 'line'))}`;
    return { place, title: 'outside of tests', reason: reasonOf(fieldOf(error, 'message')) };
  });
  return [...testsEnding(report, 'unexpected'), ...outside];
}

/**
 * What failed at first and passed when it was tried once more.
 *
 * @param {unknown} report undefined when there is none
 * @returns {Failure[]}
 */
export function secondTriesOfPlaywright(report) {
  return testsEnding(report, 'flaky');
}

/**
 * @param {string} heading
 * @param {readonly Failure[]} failures
 * @returns {string[]} one line each below the heading; none at all where there is nothing
 */
export function failureLines(heading, failures) {
  if (failures.length === 0) return [];
  return [
    heading,
    ...failures.map(({ place, title, reason }) => `  ${place} › ${title}${reason === '' ? '' : ` — ${reason}`}`),
  ];
}
