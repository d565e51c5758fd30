import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../../scripts/setup/command.mjs';
import { readJson } from '../../../scripts/setup/json.mjs';
import { root } from '../../../scripts/setup/root.mjs';
import { closingLines } from '../../../scripts/testing/closing.mjs';
import {
  failureLines,
  failuresOfPlaywright,
  failuresOfVitest,
  failuresOutsideVitest,
  secondTriesOfPlaywright,
  secondTriesOfVitest,
} from '../../../scripts/testing/failures.mjs';
import { fewSecondTries, oneFailure } from '../../../scripts/testing/suites.mjs';
import { nothing, tallyPlaywright } from '../../../scripts/testing/summary.mjs';
import { UNTOLD_FILE } from '../../../scripts/testing/untoldReporter.mjs';

/**
 * Runs files through a real runner and answers its report. They are in the project, so that what they import is found, in the folder that is
 * no part of it.
 */
async function reportOf(
  files: Readonly<Record<string, string>>,
  args: (folder: string, file: string) => string[],
  more: NodeJS.ProcessEnv = {},
) {
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const folder = mkdtempSync(join(root, 'test-results/planted-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const report = join(folder, 'report.json');
    const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, [UNTOLD_FILE]: report, ...more };
    const { code, output } = await run(process.execPath, args(folder, report), { quiet: true, env });
    expect(code, output).toBe(1);
    return readJson(report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const planted = expect.stringMatching(/^test-results\/planted-\w+\/(one|two)\.(test|spec)\.ts/) as string;

test('Vitest: each failed test with its file and how its error begins, and files that could not be loaded', async () => {
  const report = await reportOf(
    {
      'one.test.ts': `import { describe, expect, test } from 'vitest';
        describe('sums', () => {
          test('add up', () => expect(1 + 1).toBe(3));
          test('add up rightly', () => expect(1 + 1).toBe(2));
        });`,
      'two.test.ts': `import './gone.ts';`,
      'config.mjs': 'export default {};',
    },
    (folder, file) => [
      join(root, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--root', folder, '--config', join(folder, 'config.mjs')],
      ...['--reporter=json', `--outputFile.json=${file}`],
    ],
  );
  const failures = failuresOfVitest(report).toSorted((one, other) => one.place.localeCompare(other.place));
  expect(failures).toEqual([
    {
      place: planted,
      title: 'sums › add up',
      reason: expect.stringMatching(/^AssertionError: expected 2 to be 3/) as string,
    },
    { place: planted, title: 'the file itself', reason: expect.stringContaining('gone.ts') as string },
  ]);
});

test('Vitest: what goes wrong outside of tests, which its own report is silent about', async () => {
  const report = await reportOf(
    {
      'one.test.ts': `import { test } from 'vitest';
        test('adds up', () => { void Promise.reject(new TypeError('nobody caught this')); });`,
      'config.mjs': 'export default {};',
    },
    (folder) => [
      join(root, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--root', folder, '--config', join(folder, 'config.mjs')],
      ...['--reporter', join(root, 'scripts/testing/untoldReporter.mjs')],
    ],
  );
  expect(failuresOutsideVitest(report)).toEqual([
    {
      place: planted,
      title: expect.stringMatching(/^outside of tests/) as string,
      reason: 'TypeError: nobody caught this',
    },
  ]);
});

test('Vitest: what passed at the second try, and nothing where a counterexample was found or one hung', async () => {
  const report = await reportOf(
    {
      'one.test.ts': `import fc from 'fast-check';
        import { describe, expect, test } from 'vitest';
        let tries = 0;
        let counterexamples = 0;
        describe('sums', () => {
          test('add up in the end', () => expect(tries++).toBe(1));
          test('add up rightly', () => expect(1 + 1).toBe(2));
          test('never add up', () => expect(1 + 1).toBe(3));
          test.fails('add up one day', () => expect(1 + 1).toBe(3));
          let hangs = 0;
          test('add up soon', () => (hangs++ > 0 ? undefined : new Promise(() => undefined)), 50);
          test('add up for all', () => fc.assert(fc.property(fc.constant(1), () => counterexamples++ > 0), { numRuns: 1 }));
        });`,
      // What is planted lies below the project, and so finds its settings.
      'config.mjs': `import project from '../../vitest.config.ts'; export default { test: { retry: project.test.retry } };`,
    },
    (folder, file) => [
      join(root, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--root', folder, '--config', join(folder, 'config.mjs')],
      ...['--reporter', join(root, 'scripts/testing/untoldReporter.mjs'), `--outputFile=${file}`],
    ],
    { CI: 'true' },
  );
  const reason = expect.stringMatching(/^expected \+?0 to be 1/) as string;
  expect(secondTriesOfVitest(report)).toEqual([{ place: planted, title: 'sums › add up in the end', reason }]);
});

test('a run with more than three second tries has failed', () => {
  const tries = [1, 2, 3].map((line) => ({ place: `tests/a.ts:${line}`, title: 'a', reason: '' }));
  const lucky = { tally: { ...nothing, passed: 9, secondTry: 3 }, failures: [], secondTries: tries };
  expect(fewSecondTries(lucky)).toBe(lucky);
  const leaning = { ...lucky, secondTries: [...tries, ...tries.slice(0, 1)] };
  expect(fewSecondTries(leaning)).toMatchObject({
    tally: { passed: 9, failed: 1 },
    failures: [{ place: 'the run', title: 'too many second tries', reason: '4 tests needed one, 3 at most may' }],
  });
});

const playwright = (folder: string) => [
  join(root, 'node_modules/@playwright/test/cli.js'),
  ...['test', '--config', join(folder, 'config.mjs')],
];
// Playwright empties its output folder, which would otherwise be the project's.
const playwrightConfig = `export default {
  outputDir: 'output', retries: 1, reporter: 'json', workers: 1, respectGitIgnore: false,
};`;

test('Playwright: what failed at every try, and what passed at the second', async () => {
  const report = await reportOf(
    {
      'one.spec.ts': `import { expect, test } from '@playwright/test';
        test.describe('sums', () => {
          test('add up', () => expect(1 + 1).toBe(3));
          test('add up in the end', ({}, { retry }) => expect(retry).toBe(1));
          test('add up rightly', () => expect(1 + 1).toBe(2));
        });`,
      'config.mjs': playwrightConfig,
    },
    playwright,
  );
  const reason = expect.stringMatching(/^Error: expect\(received\)\.toBe\(expected\)/) as string;
  expect(failuresOfPlaywright(report)).toEqual([{ place: planted, title: 'sums › add up', reason }]);
  expect(secondTriesOfPlaywright(report)).toEqual([{ place: planted, title: 'sums › add up in the end', reason }]);
  expect(tallyPlaywright(report)).toEqual({ passed: 2, failed: 1, skipped: 0, secondTry: 1 });
});

test('Playwright: what goes wrong outside of tests', async () => {
  const report = await reportOf({ 'two.spec.ts': `import './gone.ts';`, 'config.mjs': playwrightConfig }, playwright);
  expect(failuresOfPlaywright(report)).toContainEqual({
    place: 'Playwright',
    title: 'outside of tests',
    reason: expect.stringContaining('gone.ts') as string,
  });
});

describe('the list at the end', () => {
  test('is one line for each, below a heading', () => {
    const failure = { place: 'tests/e2e/a.spec.ts:7', title: 'b › c', reason: 'Error: no' };
    expect(failureLines('Failed:', [failure, { ...failure, reason: '' }])).toEqual([
      'Failed:',
      '  tests/e2e/a.spec.ts:7 › b › c — Error: no',
      '  tests/e2e/a.spec.ts:7 › b › c',
    ]);
  });

  test('is between the sums of the parts and that of all, whatever part it is of', () => {
    const failed = oneFailure('static check', 'lint', 'fix it');
    const tried = {
      tally: { passed: 5, failed: 1, skipped: 0, secondTry: 1 },
      failures: [{ place: 'tests/a.ts:1', title: 'a', reason: 'no' }],
      secondTries: [{ place: 'tests/b.ts:2', title: 'b', reason: 'not yet' }],
    };
    const parts = [
      { title: 'Checks', outcome: failed },
      { title: 'Tests', outcome: tried },
    ];
    expect(closingLines(parts)).toEqual([
      '',
      '  Checks: 0 passed, 1 failed',
      '  Tests: 5 passed, 1 failed, 1 of the passed at the second try',
      '\nPassed at the second try:',
      '  tests/b.ts:2 › b — not yet',
      '\nFailed:',
      '  static check › lint — fix it',
      '  tests/a.ts:1 › a — no',
      '\n5 passed, 2 failed, 1 of the passed at the second try',
    ]);
  });

  test('is not there when nothing failed', () => {
    expect(failureLines('Failed:', [])).toEqual([]);
  });

  test('keeps to one line whatever the error says, without colours, and bounded', () => {
    const message = `\u001B[31mError\u001B[39m: one\n\n  two ${'x'.repeat(1000)}`;
    const [failure] = failuresOfVitest({
      testResults: [
        { name: join(root, 'tests/a.test.ts'), assertionResults: [{ status: 'failed', failureMessages: [message] }] },
      ],
    });
    expect(failure?.reason).toMatch(/^Error: one two x+…$/);
    expect(failure?.reason.length).toBeLessThan(300);
  });

  test('a report that is none names nothing', () => {
    for (const report of [undefined, null, 3, {}, { suites: 'x', testResults: [null, {}] }])
      expect([failuresOfVitest(report), failuresOutsideVitest(report), failuresOfPlaywright(report)]).toEqual([
        [],
        [],
        [],
      ]);
  });
});
