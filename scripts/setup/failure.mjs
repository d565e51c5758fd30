/** A failure a person can act on: what went wrong, and what to do. Scripts print it without a stack and stop. */
export class SetupFailure extends Error {
  /** @param {string} what @param {string} todo */
  constructor(what, todo) {
    super(`${what}\n  What to do: ${todo}`);
    this.name = 'SetupFailure';
  }
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
    if (error instanceof SetupFailure) process.stderr.write(`\n✗ ${error.message}\n`);
    else throw error;
  }
}
