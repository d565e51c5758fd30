/** Many entries at once are written as bundles. Rules: src/main/services/journal/SPEC.md. */
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { crc32 } from 'node:zlib';
import { BUNDLE_MARKER, scanSegment } from '../../../../../src/main/services/journal/format.ts';
import type { Journal } from '../../../../../src/main/services/journal/journal.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { editFile, openAt, segmentPaths, value } from './journalSupport.ts';

/** So that there are several segments, of several bundles each. */
const SMALL = { segmentBytes: 100_000 };
const some = (count: number, bytes = 100) => Array.from({ length: count }, () => new Uint8Array(randomBytes(bytes)));
const nameOf = (entry: Uint8Array) => Buffer.from(entry).toString('base64');

/** Everything, by number. */
async function allOf(journal: Journal, limit = 1000): Promise<ReadonlyMap<number, string>> {
  const all = new Map<number, string>();
  for (let from: number | null = 0; from !== null;) {
    const page: { entries: Uint8Array[]; numbers: number[]; next: number | null } = value(
      await journal.read(from, limit),
    );
    page.entries.forEach((entry, index) => all.set(page.numbers[index] ?? -1, nameOf(entry)));
    from = page.next;
  }
  return all;
}

async function compactAll(journal: Journal, drop: readonly number[]): Promise<number> {
  let dropped = 0;
  for (let left = drop; left.length > 0;) {
    const done = value(await journal.compact(left));
    expect(done.freed).toBeGreaterThanOrEqual(0);
    dropped += done.dropped;
    const { next } = done;
    left = next === null ? [] : left.filter((number) => number >= next);
  }
  return dropped;
}

const batch = fc.array(fc.oneof(fc.nat({ max: 300 }), fc.constantFrom(0, 1, 5000, 40_000)), {
  minLength: 1,
  maxLength: 200,
});

describe('entries that were appended many at once', () => {
  it('JRN-18 come back in order with their numbers, whatever their sizes, from anywhere, also after reopening', async () => {
    const runs = fc.asyncProperty(
      fc.array(batch, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 400 }),
      async (batches, limit) => {
        const directory = temporaryDirectory();
        const journal = await openAt(directory, SMALL);
        const expected = new Map<number, string>();
        for (const sizes of batches) {
          const entries = sizes.map((size) => new Uint8Array(randomBytes(size)));
          for (const entry of entries) expected.set(expected.size, nameOf(entry));
          expect(value(await journal.append(entries)).count).toBe(expected.size);
        }
        expect(await allOf(journal, limit)).toEqual(expected);
        const from = limit % expected.size;
        const page = value(await journal.read(from, limit));
        expect(page.numbers[0]).toBe(from);
        expect(page.entries.length).toBeLessThanOrEqual(limit);
        expect(value(await journal.describe())).toMatchObject({ count: expected.size, damaged: 0 });
        await journal.close();
        const again = await openAt(directory, SMALL);
        expect(await allOf(again, limit)).toEqual(expected);
        expect(value(await again.describe())).toMatchObject({ count: expected.size, damaged: 0 });
        await again.close();
      },
    );
    await fc.assert(runs, { numRuns: 25 });
  });

  it('JRN-18 JRN-14 some of a bundle are dropped, again and again; the others keep number and bytes', async () => {
    const drops = fc.array(fc.array(fc.nat({ max: 400 }), { maxLength: 120 }), { minLength: 1, maxLength: 3 });
    const runs = fc.asyncProperty(drops, async (rounds) => {
      const directory = temporaryDirectory();
      const journal = await openAt(directory, SMALL);
      const entries = some(400, 60);
      value(await journal.append(entries.slice(0, 250)));
      for (const entry of entries.slice(250, 260)) value(await journal.append([entry]));
      value(await journal.append(entries.slice(260)));
      const expected = new Map(entries.map((entry, number) => [number, nameOf(entry)]));
      for (const drop of rounds) {
        const there = [...new Set(drop)].filter((number) => expected.delete(number));
        expect(await compactAll(journal, there)).toBe(there.length);
        expect(await allOf(journal, 37)).toEqual(expected);
        expect(value(await journal.describe())).toMatchObject({ count: 400, damaged: 0 });
      }
      await journal.close();
      const again = await openAt(directory, SMALL);
      expect(await allOf(again)).toEqual(expected);
      expect(value(await again.append(some(1))).count).toBe(401);
      await again.close();
    });
    await fc.assert(runs, { numRuns: 20 });
  });

  it('JRN-18 JRN-5 one flipped byte hides one bundle at most, and what it hides is counted', async () => {
    const directory = temporaryDirectory();
    const journal = await openAt(directory);
    const entries = some(1000);
    value(await journal.append(entries));
    await journal.close();
    const [path = ''] = segmentPaths(directory);
    const { records, end } = scanSegment(readFileSync(path));
    expect(records.length).toBeLessThan(20);
    const most = Math.max(...records.map(({ count }) => count));
    expect(Math.max(...records.map(({ size }) => size))).toBeLessThanOrEqual(33 * 1024);
    const whole = readFileSync(path);
    for (let at = 40; at < end; at += 3001) {
      editFile(path, () => Buffer.from(whole.map((byte, place) => (place === at ? byte ^ 0x10 : byte))));
      const opened = await openAt(directory);
      const read = await allOf(opened);
      const missing = 1000 - read.size;
      for (const [number, name] of read) expect(name).toBe(nameOf(entries[number] ?? new Uint8Array()));
      expect(missing).toBeLessThanOrEqual(most);
      expect(missing).toBeGreaterThan(0);
      expect(value(await opened.describe()).damaged).toBeGreaterThanOrEqual(missing);
      await opened.close();
      editFile(path, () => whole);
      for (const later of segmentPaths(directory).slice(1)) editFile(later, () => Buffer.alloc(0));
    }
  });

  it('JRN-18 JRN-12 a bundle that was moved, or says another count or number under a matching checksum, is not answered', async () => {
    for (const place of [8, 28]) {
      const directory = temporaryDirectory();
      const journal = await openAt(directory);
      value(await journal.append(some(40)));
      value(await journal.append(some(40)));
      await journal.close();
      const [path = ''] = segmentPaths(directory);
      editFile(path, (bytes) => {
        const [, second] = scanSegment(bytes).records;
        if (second === undefined) throw new Error('one bundle alone');
        bytes.writeUInt32LE(bytes.readUInt32LE(second.offset + place) + 1, second.offset + place);
        const prefix = crc32(bytes.subarray(second.offset, second.offset + 12));
        const rest = bytes.subarray(second.offset + 16, second.offset + second.size);
        bytes.writeUInt32LE(crc32(rest, prefix), second.offset + 12);
        return bytes;
      });
      const opened = await openAt(directory);
      expect([...(await allOf(opened)).keys()]).toEqual(Array.from({ length: 40 }, (_, number) => number));
      expect(value(await opened.describe()).damaged).toBeGreaterThan(0);
      await opened.close();
    }
  });

  it('JRN-18 JRN-4 JRN-9 a bundle torn at any byte is set aside, and nothing of it is on the disk in plain', async () => {
    const directory = temporaryDirectory();
    const journal = await openAt(directory);
    const kept = some(3);
    for (const entry of kept) value(await journal.append([entry]));
    const [path = ''] = segmentPaths(directory);
    const start = scanSegment(readFileSync(path)).end;
    const told = Array.from({ length: 50 }, () => new TextEncoder().encode('nobody is to read this'));
    value(await journal.append(told));
    await journal.close();
    const whole = readFileSync(path);
    expect(whole.includes('nobody')).toBe(false);
    expect(whole.indexOf(BUNDLE_MARKER)).toBe(start);
    const { end } = scanSegment(whole);
    for (let cut = start; cut < end; cut += 97) {
      editFile(path, () => whole.subarray(0, cut));
      const opened = await openAt(directory);
      expect([...(await allOf(opened)).values()]).toEqual(kept.map(nameOf));
      expect(value(await opened.describe()).damaged).toBe(cut - start);
      await opened.close();
    }
    expect(statSync(path).size).toBeLessThan(end);
  });
});
