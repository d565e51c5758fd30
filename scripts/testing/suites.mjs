import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, runTool } from '../setup/command.mjs';
import { readJson } from '../setup/json.mjs';
import { root } from '../setup/root.mjs';
import { honest, tallyPlaywright, tallyVitest, whySkipped } from './summary.mjs';

/** @typedef {import('./summary.mjs').Tally} Tally */

const reports = 'test-results';

/** @param {string} name */
function freshReport(name) {
  const path = join(root, reports, name);
  rmSync(path, { force: true });
  return path;
}

/**
 * Runs one static check.
 *
 * @param {import('../checks.mjs').Check} check
 * @returns {Promise<boolean>} whether it is green
 */
export async function runCheck(check) {
  const began = Date.now();
  const result = await runTool(check.script, check.args, { quiet: true, waiting: `still checking: ${check.name}` });
  const isGreen = result.code === 0;
  console.log(`  ${isGreen ? '✓' : '✗'} ${check.name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (!isGreen) console.error(`${lastLines(result.output, 60)}\n  What to do: ${check.todo}`);
  return isGreen;
}

/**
 * Unit, contract and integration tests.
 *
 * @returns {Promise<Tally>}
 */
export async function runVitest() {
  const report = freshReport('vitest.json');
  const result = await runTool('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return honest(tallyVitest(readJson(report)), result.code);
}

/**
 * End-to-end tests in a real browser, and in Electron where its program is.
 *
 * @param {string} browser path of the Chromium to drive
 * @param {readonly string[]} args passed on to Playwright
 * @returns {Promise<Tally>}
 */
export async function runPlaywright(browser, args) {
  const report = freshReport('playwright.json');
  const env = { ...process.env, CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const result = await runTool('@playwright/test/cli.js', ['test', ...args], { env });
  const parsed = readJson(report);
  for (const [reason, count] of whySkipped(parsed)) console.log(`  ${count} skipped: ${reason}`);
  return honest(tallyPlaywright(parsed), result.code);
}
