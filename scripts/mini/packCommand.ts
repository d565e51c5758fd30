import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { SetupFailure } from '../setup/failure.mjs';
import type { KitArguments } from './kitArguments.ts';
import { isFolder, loadPackage } from './loadPackage.ts';

/** `pack`: writes the package of a folder, after a look at it as the host would take. */
export async function packCommand({ path, options }: KitArguments): Promise<number> {
  if (!(await isFolder(path))) throw new SetupFailure(`${path} is no folder.`, 'name the folder of a program.');
  const out = options['out'];
  const target = typeof out === 'string' ? resolve(process.env['INIT_CWD'] ?? process.cwd(), out) : `${path}.xdc`;
  const { bytes, files } = await loadPackage(path);
  await writeFile(target, bytes);
  console.log(`${target}: ${files.length} files, ${(bytes.length / 1024).toFixed(1)} KiB`);
  return 0;
}
