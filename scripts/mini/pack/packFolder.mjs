import { programFiles } from './programFiles.mjs';
import { zipFiles } from './zip.mjs';

/**
 * The package (`.xdc`) of a program's folder: the same bytes from the same sources. Throws `BuildFailure` (see `programFiles`).
 *
 * @param {string} folder
 * @returns {Promise<Uint8Array>}
 */
export async function packFolder(folder) {
  return zipFiles(await programFiles(folder));
}
