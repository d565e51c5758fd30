import { cpSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeDropped, journalKey, scanSegment } from '../../../../../src/main/services/journal/format.ts';
import type { Journal } from '../../../../../src/main/services/journal/journal.ts';
import { type SegmentFiles, systemFiles } from '../../../../../src/main/services/journal/segmentFiles.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { editFile, entry, openAt, readAll, segmentPaths, value } from './journalSupport.ts';

/** About four entries to a segment. */
const SMALL = { segmentBytes: 32 + 4 * 64 };
const texts = (numbers: readonly number[]) => numbers.map((number) => `entry ${String(number).padStart(4, '0')}`);
const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);
const without = (count: number, dropped: readonly number[]) =>
  upTo(count).filter((number) => !dropped.includes(number));

async function filled(directory: string, count: number, options: { readonly files?: SegmentFiles } = {}) {
  const journal = await openAt(directory, { ...SMALL, ...options });
  for (const text of texts(upTo(count))) value(await journal.append([entry(text)]));
  return journal;
}

/** Calls until nothing is left to do, as the renderer does. */
async function compactAll(journal: Journal, drop: readonly number[]) {
  let [dropped, freed, calls] = [0, 0, 0];
  for (let left = drop; left.length > 0 && calls < 50; calls += 1) {
    const done = value(await journal.compact(left));
    dropped += done.dropped;
    freed += done.freed;
    const { next } = done;
    left = next === null ? [] : left.filter((number) => number >= next);
  }
  return { dropped, freed, calls };
}

async function numbersOf(journal: Journal): Promise<number[]> {
  const numbers: number[] = [];
  for (let from: number | null = 0; from !== null;) {
    const page: { numbers: number[]; next: number | null } = value(await journal.read(from, 3));
    numbers.push(...page.numbers);
    from = page.next;
  }
  return numbers;
}

function sizeOf(directory: string): number {
  return segmentPaths(directory).reduce((sum, path) => sum + statSync(path).size, 0);
}

describe('compaction of a journal', () => {
  it('JRN-14 drops entries in slices; the others keep number and bytes, here and after reopening', async () => {
    const directory = temporaryDirectory();
    const journal = await filled(directory, 20);
    const drop = [0, 1, 2, 3, 5, 9, 10, 15, 19];
    const before = sizeOf(directory);
    const done = await compactAll(journal, drop);
    expect(done.dropped).toBe(drop.length);
    expect(done.calls).toBeGreaterThan(3);
    const kept = without(20, drop);
    expect(await readAll(journal)).toEqual(texts(kept));
    expect(await numbersOf(journal)).toEqual(kept);
    expect(value(await journal.describe())).toMatchObject({ count: 20, damaged: 0 });
    expect(value(await journal.append([entry('after')]))).toEqual({ count: 21 });
    await journal.close();
    expect(sizeOf(directory)).toBeLessThan(before);
    const reopened = await openAt(directory, SMALL);
    expect(await readAll(reopened, 2)).toEqual([...texts(kept), 'after']);
    expect(await numbersOf(reopened)).toEqual([...kept, 20]);
    expect(value(await reopened.describe())).toMatchObject({ count: 21, damaged: 0 });
  });

  it('JRN-14 drops what is left to the last of a segment, and all of one, and counts on behind it', async () => {
    const directory = temporaryDirectory();
    const journal = await filled(directory, 9);
    await compactAll(journal, [1, 2]);
    await compactAll(journal, [0, 3, 2]);
    await compactAll(journal, [8]);
    expect(await numbersOf(journal)).toEqual([4, 5, 6, 7]);
    await journal.close();
    const reopened = await openAt(directory, SMALL);
    expect(value(await reopened.append([entry('ninth')]))).toEqual({ count: 10 });
    expect(await numbersOf(reopened)).toEqual([4, 5, 6, 7, 9]);
    expect(value(await reopened.describe())).toMatchObject({ count: 10, damaged: 0 });
    expect(value(await reopened.compact([2, 400]))).toEqual({ dropped: 0, freed: 0, next: null });
  });

  it('JRN-14 appends and reads go on beside it', async () => {
    const directory = temporaryDirectory();
    const journal = await filled(directory, 40);
    const drop = upTo(40).filter((number) => number % 3 === 0);
    const appends = upTo(20).map((number) => journal.append([entry(`new ${number}`)]));
    const [done, reads] = await Promise.all([
      compactAll(journal, drop),
      Promise.all(upTo(20).map(() => journal.read(0, 40))),
      Promise.all(appends),
    ]);
    expect(done.dropped).toBe(drop.length);
    for (const read of reads) {
      const answered = value(read);
      expect(answered.entries.length).toBe(answered.numbers.length);
    }
    expect((await readAll(journal)).slice(0, without(40, drop).length)).toEqual(texts(without(40, drop)));
    expect(value(await journal.describe())).toMatchObject({ count: 60, damaged: 0 });
  });

  it('JRN-15 leaves a damaged segment as it is and compacts the others', async () => {
    const directory = temporaryDirectory();
    await (await filled(directory, 12)).close();
    const [first] = segmentPaths(directory);
    if (first === undefined) throw new Error('no segment');
    editFile(first, (bytes) => void (bytes[100] = (bytes[100] ?? 0) ^ 1));
    const damaged = readFileSync(first);
    const journal = await openAt(directory, SMALL);
    const done = await compactAll(journal, [0, 2, 5, 6]);
    expect(done.dropped).toBe(2);
    expect(readFileSync(first).equals(damaged)).toBe(true);
    expect(value(await journal.describe()).damaged).toBeGreaterThan(0);
  });

  it('JRN-17 does not believe a note of dropped entries that another key signed, nor one that was moved', async () => {
    for (const forge of [forgedNote, movedNote]) {
      const directory = temporaryDirectory();
      const journal = await filled(directory, 12);
      await compactAll(journal, [1, 2, 5, 6]);
      await journal.close();
      forge(segmentPaths(directory));
      const reopened = await openAt(directory, SMALL);
      expect(value(await reopened.describe()).damaged).toBeGreaterThanOrEqual(2);
    }
  });
});

function forgedNote([first]: readonly string[]): void {
  if (first === undefined) throw new Error('no segment');
  editFile(first, (bytes) => {
    const [run] = scanSegment(bytes).dropped;
    if (run === undefined) throw new Error('nothing was dropped');
    const stranger = journalKey(new Uint8Array(32).fill(8));
    encodeDropped(stranger, run, { buffer: bytes, offset: run.offset, segment: 0 });
    return undefined;
  });
}

function movedNote([first, second]: readonly string[]): void {
  if (first === undefined || second === undefined) throw new Error('too few segments');
  const [from] = scanSegment(readFileSync(first)).dropped;
  const [to] = scanSegment(readFileSync(second)).dropped;
  if (from === undefined || to === undefined) throw new Error('nothing was dropped');
  const note = readFileSync(first).subarray(from.offset, from.offset + 44);
  editFile(second, (bytes) => void note.copy(bytes, to.offset));
}

type Step = 'create' | 'write' | 'syncAll' | 'close' | 'rename' | 'syncDirectory';

/** The real files, told of each step before and after it. */
function watchedFiles(onStep: (step: Step, when: 'before' | 'torn') => void): SegmentFiles {
  const watched =
    <A extends unknown[], T>(step: Step, work: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> => {
      onStep(step, 'before');
      return work(...given);
    };
  return {
    ...systemFiles,
    create: watched('create', systemFiles.create),
    write: async (descriptor, bytes, position) => {
      onStep('write', 'before');
      await systemFiles.write(descriptor, bytes.subarray(0, bytes.length >> 1), position);
      onStep('write', 'torn');
      await systemFiles.write(descriptor, bytes, position);
    },
    syncAll: watched('syncAll', systemFiles.syncAll),
    close: watched('close', systemFiles.close),
    rename: watched('rename', systemFiles.rename),
    syncDirectory: watched('syncDirectory', systemFiles.syncDirectory),
  };
}

describe('a compaction that is cut short', () => {
  it('JRN-16 leaves the old or the new segment whole, killed at any step', async () => {
    const directory = temporaryDirectory();
    await (await filled(directory, 12)).close();
    const kills = temporaryDirectory();
    const steps: string[] = [];
    let isWatched = false;
    const files = watchedFiles((step, when) => {
      if (!isWatched) return;
      steps.push(`${step} ${when}`);
      cpSync(directory, join(kills, String(steps.length)), { recursive: true });
    });
    const journal = await openAt(directory, { ...SMALL, files });
    isWatched = true;
    value(await journal.compact([1, 2]));
    expect(steps).toEqual([
      'create before',
      'write before',
      'write torn',
      'syncAll before',
      'close before',
      'rename before',
      'syncDirectory before',
    ]);
    for (const [index, step] of steps.entries()) {
      const killed = join(kills, String(index + 1));
      const survivor = await openAt(killed, SMALL);
      const expected = step === 'syncDirectory before' ? without(12, [1, 2]) : upTo(12);
      expect(await numbersOf(survivor), step).toEqual(expected);
      expect(value(await survivor.describe()), step).toMatchObject({ count: 12, damaged: 0 });
      expect(readdirSync(killed).filter((name) => !name.endsWith('.journal'))).toEqual([]);
      expect((await compactAll(survivor, [1, 2, 5])).dropped).toBe(step === 'syncDirectory before' ? 1 : 3);
      await survivor.close();
    }
  });

  it.each(['create', 'write', 'syncAll', 'rename'] as const)(
    'JRN-16 changes nothing when %s fails, and works again after',
    async (failing) => {
      const directory = temporaryDirectory();
      await (await filled(directory, 12)).close();
      let isFull = true;
      const files = watchedFiles((step) => {
        if (isFull && step === failing) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      });
      const journal = await openAt(directory, { ...SMALL, files });
      expect(await journal.compact([1])).toMatchObject({ ok: false, error: { code: 'storage-full' } });
      expect(await numbersOf(journal)).toEqual(upTo(12));
      isFull = false;
      expect((await compactAll(journal, [1])).dropped).toBe(1);
      expect(value(await journal.describe()).damaged).toBe(0);
    },
  );

  it('JRN-16 removes what was half done, and nothing else', async () => {
    const directory = temporaryDirectory();
    await (await filled(directory, 6)).close();
    const half = join(directory, '00000000.journal.compacting');
    const kept = join(directory, '00000000.journal.damaged-0-aa');
    for (const path of [half, kept]) writeFileSync(path, 'bytes');
    const journal = await openAt(directory, SMALL);
    expect([existsSync(half), existsSync(kept)]).toEqual([false, true]);
    expect(await numbersOf(journal)).toEqual(upTo(6));
  });
});
