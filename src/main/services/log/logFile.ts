import { appendFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure, Result } from '@shared/result.ts';
import { fail } from '@shared/result.ts';
import { type StorageFailure, attempt, makePrivateDirectory, systemCode } from '../files/files.ts';

/** Size at which the file is rotated. */
export const LOG_FILE_BYTES = 1024 * 1024;
/** Files kept, the one being written included. */
export const LOG_FILES = 3;

/** The host's log on disk. Lines are redacted before they come here. */
export interface LogFile {
  /** Appends lines in order. A line with a control character could forge other lines: all are refused. */
  append(lines: readonly string[]): Promise<Result<void, StorageFailure | Failure<'invalid-input'>>>;
}

// C0 and C1 control characters, and the two separators that some viewers show as a new line.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** Opens `banyan.log` in a directory; older lines are in `banyan.1.log` and `banyan.2.log`. */
export function openLogFile(options: { readonly directory: string; readonly fileBytes?: number }): LogFile {
  const fileBytes = options.fileBytes ?? LOG_FILE_BYTES;
  let size: number | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const write = async (text: string) => {
    const bytes = Buffer.byteLength(text);
    if (size === null) {
      await makePrivateDirectory(options.directory);
      size = await sizeOf(logPath(options.directory, 0));
    }
    if (size > 0 && size + bytes > fileBytes) {
      await rotate(options.directory);
      size = 0;
    }
    await appendFile(logPath(options.directory, 0), text, { mode: 0o600 });
    size += bytes;
  };

  return {
    append: (lines) => {
      if (lines.length === 0) return Promise.resolve({ ok: true, value: undefined });
      if (lines.some((line) => CONTROL.test(line))) {
        return Promise.resolve(fail('invalid-input', 'a log line holds a control character'));
      }
      const outcome = last.then(() => attempt('writing the log', () => write(`${lines.join('\n')}\n`)));
      last = outcome;
      return outcome;
    },
  };
}

function logPath(directory: string, age: number): string {
  return join(directory, age === 0 ? 'banyan.log' : `banyan.${age}.log`);
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return 0;
    throw cause;
  }
}

async function rotate(directory: string): Promise<void> {
  for (let age = LOG_FILES - 2; age >= 0; age -= 1) {
    await rename(logPath(directory, age), logPath(directory, age + 1)).catch((cause: unknown) => {
      if (systemCode(cause) !== 'ENOENT') throw cause;
    });
  }
}
