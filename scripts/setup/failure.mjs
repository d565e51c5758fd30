/** The same in every copy of this module: Vite loads one of its own for what it runs, whose class is another than Node's. */
const BRAND = Symbol.for('banyan/setup-failure');

/** A failure a person can act on: what went wrong, and what to do. Scripts print it without a stack and stop. */
export class SetupFailure extends Error {
  /** @param {string} what @param {string} todo */
  constructor(what, todo) {
    super(`${what}\n  What to do: ${todo}`);
    this.name = 'SetupFailure';
    /** What went wrong, without what to do. */
    this.what = what;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/**
 * Whether it is a {@link SetupFailure}, whichever copy of this module made it.
 *
 * @param {unknown} error
 * @returns {error is SetupFailure}
 */
export function isSetupFailure(error) {
  return error instanceof Error && BRAND in error;
}

/**
 * Runs a script's main function and turns its failure into words and an exit code.
 *
 * @param {() => Promise<number>} main answers the exit code
 */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.exitCode = 1;
    if (isSetupFailure(error)) process.stderr.write(`\n✗ ${error.message}\n`);
    else throw error;
  }
}
