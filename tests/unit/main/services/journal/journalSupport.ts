import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { journalKey } from '../../../../../src/main/services/journal/format.ts';
import { type Journal, type JournalOptions, openJournal } from '../../../../../src/main/services/journal/journal.ts';
import { type SegmentFiles, systemFiles } from '../../../../../src/main/services/journal/segmentFiles.ts';
import type { Result } from '@shared/result.ts';

export const testKey = journalKey(new Uint8Array(32).fill(7));

/** An entry whose text is easy to find in a file. */
export const entry = (text: string) => new Uint8Array(Buffer.from(`entry:${text}`));
export const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString().replace('entry:', '');

/** Unwraps a success; a failure fails the test with its code. */
export function value<T>(result: Result<T, { code: string; message: string }>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

export async function openAt(directory: string, options: Partial<JournalOptions> = {}): Promise<Journal> {
  return value(await openJournal({ directory, key: testKey, ...options }));
}

/** Reads all entries by following `next`. */
export async function readAll(journal: Journal, limit = 100): Promise<string[]> {
  const texts: string[] = [];
  for (let from: number | null = 0; from !== null;) {
    const page: { entries: Uint8Array[]; next: number | null } = value(await journal.read(from, limit));
    texts.push(...page.entries.map(textOf));
    from = page.next;
  }
  return texts;
}

export function segmentPaths(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.journal'))
    .toSorted()
    .map((name) => join(directory, name));
}

/** Changes the bytes of a file in place. */
export function editFile(path: string, edit: (bytes: Buffer) => Buffer | undefined): void {
  const bytes = readFileSync(path);
  writeFileSync(path, edit(bytes) ?? bytes);
}

export type FailingStep = 'write' | 'syncData' | 'truncate' | 'create';

/** The real files, but the next calls of a step can be made to fail as the system would. */
export function failingFiles() {
  const failures = new Map<FailingStep, string>();
  const log: FailingStep[] = [];
  let tornBytes = 0;
  const step = (name: FailingStep) => {
    log.push(name);
    const code = failures.get(name);
    if (code !== undefined) throw Object.assign(new Error(code), { code });
  };
  const files: SegmentFiles = {
    ...systemFiles,
    create: (path) =>
      promised(
        () => step('create'),
        () => systemFiles.create(path),
      ),
    write: async (descriptor, bytes, position) => {
      if (failures.has('write')) await systemFiles.write(descriptor, bytes.subarray(0, tornBytes), position);
      step('write');
      await systemFiles.write(descriptor, bytes, position);
    },
    syncData: (descriptor) =>
      promised(
        () => step('syncData'),
        () => systemFiles.syncData(descriptor),
      ),
    truncate: (descriptor, length) =>
      promised(
        () => step('truncate'),
        () => systemFiles.truncate(descriptor, length),
      ),
  };
  return {
    files,
    log,
    /** Fails `name` with a system code from now on; a failing write leaves `torn` bytes behind. */
    fail: (name: FailingStep, code: string, torn = 0) => {
      failures.set(name, code);
      tornBytes = torn;
    },
    heal: () => failures.clear(),
  };
}

async function promised<T>(before: () => void, work: () => Promise<T>): Promise<T> {
  before();
  return work();
}
