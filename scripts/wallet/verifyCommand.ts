import { readFile, stat } from 'node:fs/promises';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { MOST_BYTES, type Refusal } from './bundleContents.ts';
import { reportOf } from './plainReport.ts';
import { isSound, verifyBundle } from './verifyBundle.ts';

const USAGE = `npm run wallet:verify -- <bundle file>   checks a bundle that a wallet exported

It ends with 0 when every signature holds and no unit contradicts itself, else with 1.`;

/** Verifies one file and says what was found; answers the exit code. */
export async function verifyCommand(args: readonly string[]): Promise<number> {
  const [path, ...more] = args;
  if (path === undefined || path.startsWith('-') || more.length > 0) {
    console.log(USAGE);
    return path === '--help' ? 0 : 1;
  }
  const bytes = await bytesOf(path);
  const read = bytes.ok ? await verifyBundle(bytes.value) : bytes;
  if (!read.ok) {
    console.error(`REFUSED (${read.error.code}): ${read.error.message} Nothing in it can be relied on.`);
    return 1;
  }
  console.log(reportOf(read.value));
  return read.value.accounts.every(isSound) ? 0 : 1;
}

async function bytesOf(path: string): Promise<Result<Uint8Array, Refusal | Failure<'not-read'>>> {
  try {
    const { size } = await stat(path);
    // Not read at all where it cannot be a bundle: a file may be larger than memory.
    if (size > MOST_BYTES) return fail('not-a-bundle', 'It is larger than any bundle.');
    return ok(await readFile(path));
  } catch (cause) {
    return fail('not-read', `${cause instanceof Error ? cause.message : 'It cannot be read'}.`);
  }
}
