import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { SetupFailure } from '../setup/failure.mjs';
import type { KitArguments } from './kitArguments.ts';
import { isFolder } from './loadPackage.ts';

/** `test`: runs the `*.test.ts` of a program with this project's Vitest, wherever its folder is. */
export async function testCommand({ path }: KitArguments): Promise<number> {
  if (!(await isFolder(path))) throw new SetupFailure(`${path} is no folder.`, 'name the folder of a program.');
  const vitest = await startVitest(
    'test',
    [],
    { root: path, config: false, watch: false, include: ['**/*.test.{ts,js}'] },
    { resolve: { alias: [{ find: /^vitest$/, replacement: fileURLToPath(import.meta.resolve('vitest')) }] } },
  );
  await vitest.close();
  return process.exitCode === 1 ? 1 : 0;
}
