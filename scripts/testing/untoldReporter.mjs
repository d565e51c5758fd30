import { writeFileSync } from 'node:fs';

/** The variable that names the file this reporter writes. */
export const UNTOLD_FILE = 'VITEST_UNTOLD_FILE';

/**
 * What Vitest's JSON report is silent about: what went wrong while no test was there to blame (a rejection nobody
 * handled, a worker that ended or never began), for which Vitest ends with an error; and which tests passed only when
 * they were tried once more. (Vitest makes a reporter that is named by its path from the class the file exports by
 * default.)
 */
export default class UntoldReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly import('vitest').SerializedError[]} errors
   */
  onTestRunEnd(modules, errors) {
    const path = process.env[UNTOLD_FILE];
    if (path === undefined) return;
    writeFileSync(
      path,
      JSON.stringify({ errors: errors.map(told), secondTries: modules.flatMap(secondTries) }, null, 2),
    );
  }
}

/** @param {import('vitest').SerializedError} error */
function told(error) {
  return {
    file: error['VITEST_TEST_PATH'],
    test: error['VITEST_TEST_NAME'],
    message: [error, error.cause]
      .filter((one) => one !== undefined)
      .map(lineOf)
      .join(', because of '),
    stack: error.stack,
  };
}

/** What is known to fail is tried again as well, and says nothing new by it. @param {import('vitest/node').TestModule} module */
function secondTries(module) {
  return [...module.children.allTests('passed')]
    .filter((test) => test.diagnostic()?.flaky === true && test.options.fails !== true)
    .map((test) => ({ file: module.moduleId, test: test.fullName, message: test.result().errors?.[0]?.message }));
}

/** @param {{ name?: unknown, message?: unknown }} error */
function lineOf({ name, message }) {
  return [name, message].filter((word) => typeof word === 'string').join(': ');
}
