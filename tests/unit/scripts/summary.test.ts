import { describe, expect, test } from 'vitest';
import {
  honest,
  lastLine,
  nothing,
  sum,
  tallyPlaywright,
  tallyVitest,
  whySkipped,
} from '../../../scripts/testing/summary.mjs';

describe('counting', () => {
  test('Vitest: tests, and files that could not be loaded', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
        { status: 'failed', assertionResults: [] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    };
    expect(tallyVitest(report)).toEqual({ passed: 5, failed: 2, skipped: 3, secondTry: 0 });
  });

  test('Playwright: a flaky test passed, an error outside tests failed', () => {
    const report = { stats: { expected: 4, flaky: 1, unexpected: 2, skipped: 3 }, errors: [{ message: 'no' }] };
    expect(tallyPlaywright(report)).toEqual({ passed: 5, failed: 3, skipped: 3, secondTry: 1 });
  });

  test('a run without a report counts nothing, and then as failed by its exit code', () => {
    expect(tallyVitest(undefined)).toEqual(nothing);
    expect(honest(tallyPlaywright(undefined), 1)).toEqual({ ...nothing, failed: 1 });
  });

  test('a run that ended badly with all its tests green counts a failure', () => {
    expect(honest({ ...nothing, passed: 9 }, 1).failed).toBe(1);
    expect(honest({ ...nothing, passed: 9, failed: 2 }, 1).failed).toBe(2);
    expect(honest({ ...nothing, passed: 9 }, 0).failed).toBe(0);
  });

  test('the last line is the sum over all', () => {
    const total = sum([{ ...nothing, passed: 7 }, { passed: 100, failed: 2, skipped: 1, secondTry: 3 }, nothing]);
    expect(lastLine(total)).toBe('107 passed, 2 failed, 1 skipped, 3 of the passed at the second try');
    expect(lastLine({ ...nothing, passed: 1 })).toBe('1 passed, 0 failed');
  });
});

test('the reasons of skipped tests are told with their number', () => {
  const skipped = (description?: string) => ({
    tests: [{ status: 'skipped', annotations: description === undefined ? [] : [{ type: 'skip', description }] }],
  });
  const report = {
    suites: [
      {
        specs: [skipped('no Electron')],
        suites: [{ specs: [skipped('no Electron'), skipped(), { tests: [{ status: 'expected', annotations: [] }] }] }],
      },
    ],
  };
  expect([...whySkipped(report)]).toEqual([
    ['no Electron', 2],
    ['no reason given', 1],
  ]);
});
