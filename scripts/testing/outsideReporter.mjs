import { writeFileSync } from 'node:fs';

/** The variable that names the file this reporter writes. */
export const OUTSIDE_FILE = 'VITEST_OUTSIDE_FILE';

/**
 * What went wrong while no test was there to blame: a rejection nobody handled, a worker that ended or never began.
 * Vitest ends with an error for it, and its JSON report says nothing of it. (Vitest makes a reporter that is named by
 * its path from the class the file exports by default.)
 */
export default class OutsideReporter {
  /**
   * @param {unknown} _modules
   * @param {readonly import('vitest').SerializedError[]} errors
   */
  onTestRunEnd(_modules, errors) {
    const path = process.env[OUTSIDE_FILE];
    if (path === undefined) return;
    const told = errors.map((error) => ({
      file: error['VITEST_TEST_PATH'],
      test: error['VITEST_TEST_NAME'],
      message: [error, error.cause]
        .filter((one) => one !== undefined)
        .map(lineOf)
        .join(', because of '),
      stack: error.stack,
    }));
    writeFileSync(path, JSON.stringify({ errors: told }, null, 2));
  }
}

/** @param {{ name?: unknown, message?: unknown }} error */
function lineOf({ name, message }) {
  return [name, message].filter((word) => typeof word === 'string').join(': ');
}
