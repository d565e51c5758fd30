import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, runTool } from '../setup/command.mjs';
import { readJson } from '../setup/json.mjs';
import { root } from '../setup/root.mjs';
import {
  failuresOfPlaywright,
  failuresOfVitest,
  failuresOutsideVitest,
  secondTriesOfPlaywright,
  secondTriesOfVitest,
} from './failures.mjs';
import { honest, nothing, tallyPlaywright, tallyVitest, whySkipped } from './summary.mjs';
import { UNTOLD_FILE } from './untoldReporter.mjs';

/** @typedef {import('./failures.mjs').Failure} Failure */

/**
 * What came of a part of the tests: how many, and which did not go well.
 *
 * @typedef {{ tally: import('./summary.mjs').Tally, failures: Failure[], secondTries: Failure[] }} Outcome
 */

const reports = 'test-results';

/** @param {string} name */
function freshReport(name) {
  const path = join(root, reports, name);
  rmSync(path, { force: true });
  return path;
}

/** @param {string} place @param {string} title @param {string} [reason] @returns {Outcome} one count, and that failed */
export function oneFailure(place, title, reason = '') {
  return { tally: { ...nothing, failed: 1 }, failures: [{ place, title, reason }], secondTries: [] };
}

/**
 * Runs one static check.
 *
 * @param {import('../checks.mjs').Check} check
 * @returns {Promise<Outcome>}
 */
export async function runCheck(check) {
  const began = Date.now();
  const result = await runTool(check.script, check.args, { quiet: true, waiting: `still checking: ${check.name}` });
  const isGreen = result.code === 0;
  console.log(`  ${isGreen ? '✓' : '✗'} ${check.name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (isGreen) return { tally: { ...nothing, passed: 1 }, failures: [], secondTries: [] };
  console.error(`${lastLines(result.output, 60)}\n  What to do: ${check.todo}`);
  return oneFailure('static check', check.name, check.todo);
}

/** A run that failed and blames no test says so in the list, too. @param {Outcome} outcome @param {number} exitCode @returns {Outcome} */
function checked(outcome, exitCode) {
  const tally = honest(outcome.tally, exitCode);
  if (tally.failed === 0 || outcome.failures.length > 0) return { ...outcome, tally };
  const reason = `ended with code ${exitCode} and names no test: see its output above`;
  return { ...outcome, tally, failures: [{ place: 'the run', title: 'as a whole', reason }] };
}

/** Unit tests of a run that may need a second try; see ADR 0065. */
const MOST_SECOND_TRIES = 3;

const reporters = ['default', 'json', './scripts/testing/untoldReporter.mjs'];

/**
 * Unit, contract and integration tests.
 *
 * @returns {Promise<Outcome>}
 */
export async function runVitest() {
  const report = freshReport('vitest.json');
  const untold = freshReport('vitest-untold.json');
  const result = await runTool(
    'vitest/vitest.mjs',
    ['run', ...reporters.map((name) => `--reporter=${name}`), `--outputFile.json=${report}`],
    { env: { ...process.env, [UNTOLD_FILE]: untold } },
  );
  const [parsed, beside] = [readJson(report), readJson(untold)];
  const secondTries = secondTriesOfVitest(beside);
  const failures = [...failuresOfVitest(parsed), ...failuresOutsideVitest(beside)];
  const tally = { ...tallyVitest(parsed), secondTry: secondTries.length };
  return fewSecondTries(checked({ tally, failures, secondTries }, result.code));
}

/** Bad luck is rare: a run that leans on second tries has failed. @param {Outcome} outcome @returns {Outcome} */
export function fewSecondTries(outcome) {
  const { tally, failures, secondTries } = outcome;
  if (secondTries.length <= MOST_SECOND_TRIES) return outcome;
  const reason = `${secondTries.length} tests needed one, ${MOST_SECOND_TRIES} at most may`;
  return {
    tally: { ...tally, failed: tally.failed + 1 },
    failures: [...failures, { place: 'the run', title: 'too many second tries', reason }],
    secondTries,
  };
}

/**
 * End-to-end tests in a real browser, and in Electron where its program is.
 *
 * @param {string} browser path of the Chromium to drive
 * @param {readonly string[]} args passed on to Playwright
 * @returns {Promise<Outcome>}
 */
export async function runPlaywright(browser, args) {
  const report = freshReport('playwright.json');
  const env = { ...process.env, CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const result = await runTool('@playwright/test/cli.js', ['test', ...args], { env });
  const parsed = readJson(report);
  for (const [reason, count] of whySkipped(parsed)) console.log(`  ${count} skipped: ${reason}`);
  const [failures, secondTries] = [failuresOfPlaywright(parsed), secondTriesOfPlaywright(parsed)];
  return checked({ tally: tallyPlaywright(parsed), failures, secondTries }, result.code);
}
