import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/**
 * Bundles one suite so that plain Node can run it.
 *
 * @param {string} file
 * @param {string} out    the folder of this run, see `vite.config.ts`
 * @returns {Promise<string | { readonly failure: string }>} the program, or why there is none
 */
export async function bundle(file, out) {
  try {
    await build({ configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)), mode: file });
    return join(out, 'suites', basename(file, '.ts'), 'suite.js');
  } catch (error) {
    return { failure: `does not build: ${error instanceof Error ? error.message : String(error)}` };
  }
}
