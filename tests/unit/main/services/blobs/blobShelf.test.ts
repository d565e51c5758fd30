import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RESERVED_BYTES } from '../../../../../src/main/services/blobs/blobDisk.ts';
import { readBlobFileName } from '../../../../../src/main/services/blobs/blobNames.ts';
import { MOST_UNSYNCED, SYNC_CHUNKS } from '../../../../../src/main/services/blobs/keptBlob.ts';
import { blobOf } from '../../../../support/shared/blobFixtures.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { CHUNK, begin, chunksOf, editFile, faultyDisk, filesOf, flip, openShelf, value, write } from './blobSupport.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('a part after a crash', () => {
  it('HBL-8 has what was noted when the process was killed, and goes on from there', async () => {
    const directory = temporaryDirectory();
    const blob = blobOf(SYNC_CHUNKS + 10);
    const killed = await begin(await openShelf(directory), blob);
    await write(killed, blob, upTo(SYNC_CHUNKS + 5));
    await expect.poll(() => filesOf(directory, '.map').length).toBe(1);
    const found = value(await (await openShelf(directory)).find(blob.id));
    expect(chunksOf(found).slice(0, SYNC_CHUNKS)).toEqual(upTo(SYNC_CHUNKS));
    expect(found?.isComplete).toBe(false);
    const rest = upTo(SYNC_CHUNKS + 10).filter((index) => found?.chunks.has(index) === false);
    if (found !== null) await write(found, blob, rest);
    expect(found?.isComplete).toBe(true);
  });

  it('HBL-8 notes what came slowly after two seconds', async () => {
    const directory = temporaryDirectory();
    const blob = blobOf(10);
    let time = 0;
    const kept = await begin(await openShelf(directory, undefined, () => time), blob);
    await write(kept, blob, [0, 1]);
    expect(filesOf(directory, '.map')).toEqual([]);
    time = 2000;
    await write(kept, blob, [2]);
    await expect.poll(() => filesOf(directory, '.map').length).toBe(1);
    const found = value(await (await openShelf(directory)).find(blob.id));
    expect(chunksOf(found)).toEqual([0, 1, 2]);
  });

  it('HBL-8 names no chunk that a power cut took, wherever it falls', async () => {
    const blob = blobOf(150);
    const order = fc.shuffledSubarray(upTo(150), { minLength: 150 });
    await fc.assert(
      fc.asyncProperty(order, fc.integer({ min: 0, max: 149 }), async (indexes, written) => {
        const directory = join(temporaryDirectory());
        const faulty = faultyDisk();
        const before = await begin(await openShelf(directory, faulty.disk), blob);
        await write(before, blob, indexes.slice(0, written));
        await faulty.cut();
        const after = value(await (await openShelf(directory)).find(blob.id));
        const named = chunksOf(after);
        expect(named.length).toBeGreaterThanOrEqual(Math.max(0, written - MOST_UNSYNCED));
        for (const index of named) {
          expect(value((await after?.read(index)) ?? { ok: true, value: null })).not.toBeNull();
        }
      }),
      { numRuns: 8 },
    );
  });

  it('HBL-2 removes drafts and half-written files of an earlier run', async () => {
    const directory = temporaryDirectory();
    const shelf = await openShelf(directory);
    value(await shelf.drafts.begin(10));
    writeFileSync(join(directory, 'something.abcdef.tmp'), 'x');
    expect(readdirSync(directory)).toHaveLength(2);
    await openShelf(directory);
    expect(readdirSync(directory)).toEqual([]);
  });
});

describe('damage', () => {
  const damages: [string, (bytes: Buffer) => Buffer | undefined][] = [
    ['torn', (bytes) => bytes.subarray(0, 20)],
    ['empty', () => Buffer.alloc(0)],
    ['changed', (bytes) => flip(bytes, 33)],
  ];
  it.each(damages)('HBL-9 does not believe a %s map, and reads the part instead', async (_, edit) => {
    const directory = temporaryDirectory();
    const blob = blobOf(6);
    const shelf = await openShelf(directory);
    await write(await begin(shelf, blob), blob, [1, 2, 5]);
    await shelf.close();
    editFile(directory, '.map', edit);
    const found = value(await (await openShelf(directory)).find(blob.id));
    expect(chunksOf(found)).toEqual([1, 2, 5]);
  });

  it('HBL-9 makes a damaged outline again from a whole blob, and gives up a part without one', async () => {
    const directory = temporaryDirectory();
    const [whole, part] = [blobOf(3, 1), blobOf(3, 2)];
    const shelf = await openShelf(directory);
    await write(await begin(shelf, whole), whole, [0, 1, 2]);
    await shelf.close();
    editFile(directory, '.outline', (bytes) => flip(bytes, 30));
    const again = await openShelf(directory);
    expect(value(await again.find(whole.id))?.isComplete).toBe(true);
    await again.remove(whole.id);
    await write(await begin(again, part), part, [0]);
    await again.close();
    editFile(directory, '.outline', (bytes) => bytes.subarray(0, 10));
    expect(value(await (await openShelf(directory)).find(part.id))).toBeNull();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('HBL-10 gives up a chunk that changed on the disk, and takes it again', async () => {
    const directory = temporaryDirectory();
    const blob = blobOf(4);
    const shelf = await openShelf(directory);
    await write(await begin(shelf, blob), blob, [0, 1, 2, 3]);
    await shelf.close();
    editFile(directory, '.blob', (bytes) => flip(bytes, CHUNK + 5));
    const found = value(await (await openShelf(directory)).find(blob.id));
    expect(found?.isComplete).toBe(true);
    expect(value((await found?.read(0)) ?? { ok: true, value: null })).toEqual(blob.chunks[0]);
    expect(value((await found?.read(1)) ?? { ok: true, value: null })).toBeNull();
    expect(found?.isComplete).toBe(false);
    const restarted = value(await (await openShelf(directory)).find(blob.id));
    expect(chunksOf(restarted)).toEqual([0, 2, 3]);
    if (restarted !== null) await write(restarted, blob, [1]);
    expect(restarted?.isComplete).toBe(true);
    expect(readFileSync(filesOf(directory, '.blob')[0] ?? '')).toEqual(Buffer.from(blob.bytes));
  });

  it('HBL-9 checks what a blob of the wrong length still holds', async () => {
    const directory = temporaryDirectory();
    const blob = blobOf(4);
    const shelf = await openShelf(directory);
    await write(await begin(shelf, blob), blob, [0, 1, 2, 3]);
    await shelf.close();
    editFile(directory, '.blob', (bytes) => bytes.subarray(0, 2 * CHUNK + 7));
    const found = value(await (await openShelf(directory)).find(blob.id));
    expect([found?.isComplete, chunksOf(found)]).toEqual([false, [0, 1]]);
  });
});

describe('a full or failing disk', () => {
  it('HBL-11 refuses before it begins what cannot fit', async () => {
    const faulty = faultyDisk();
    const blob = blobOf(4);
    faulty.setFree(RESERVED_BYTES + blob.bytes.length - 1);
    const directory = temporaryDirectory();
    const shelf = await openShelf(directory, faulty.disk);
    const full = { ok: false, error: { code: 'storage-full' } };
    expect(await shelf.begin(blob.id, blob.outline)).toMatchObject(full);
    expect(await shelf.drafts.begin(blob.bytes.length)).toMatchObject(full);
    expect(readdirSync(directory)).toEqual([]);
    faulty.setFree(RESERVED_BYTES + blob.bytes.length);
    expect(await shelf.begin(blob.id, blob.outline)).toMatchObject({ ok: true });
  });

  it('HBL-11 says when a write finds the disk full, and goes on once there is room', async () => {
    const faulty = faultyDisk();
    const blob = blobOf(3);
    const kept = await begin(await openShelf(temporaryDirectory(), faulty.disk), blob);
    await write(kept, blob, [0]);
    faulty.fail('write', 'ENOSPC');
    expect(await kept.write(1, blob.chunks[1] ?? new Uint8Array())).toMatchObject({ error: { code: 'storage-full' } });
    expect(chunksOf(kept)).toEqual([0]);
    faulty.heal();
    await write(kept, blob, [1, 2]);
    expect(kept.isComplete).toBe(true);
  });

  it('HBL-11 counts only what was durable before when making durable fails', async () => {
    const faulty = faultyDisk();
    const blob = blobOf(SYNC_CHUNKS + 2);
    const kept = await begin(await openShelf(temporaryDirectory(), faulty.disk), blob);
    faulty.fail('syncData', 'EIO');
    await write(kept, blob, upTo(SYNC_CHUNKS));
    await expect.poll(() => chunksOf(kept)).toEqual([]);
    const next = await kept.write(0, blob.chunks[0] ?? new Uint8Array());
    expect(next).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
    faulty.heal();
    await write(kept, blob, upTo(SYNC_CHUNKS + 2));
    expect(kept.isComplete).toBe(true);
  });

  it('HBL-3 is not complete while its last chunks are not durable', async () => {
    const faulty = faultyDisk();
    const blob = blobOf(2);
    const kept = await begin(await openShelf(temporaryDirectory(), faulty.disk), blob);
    await write(kept, blob, [0]);
    faulty.fail('syncData', 'ENOSPC');
    expect(await kept.write(1, blob.chunks[1] ?? new Uint8Array())).toMatchObject({ error: { code: 'storage-full' } });
    expect(kept.isComplete).toBe(false);
    faulty.heal();
    await write(kept, blob, [0, 1]);
    expect(kept.isComplete).toBe(true);
  });
});

describe('files', () => {
  it('HBL-12 are named by the id alone', async () => {
    const directory = temporaryDirectory();
    const shelf = await openShelf(directory);
    await begin(shelf, blobOf(2));
    const names = readdirSync(directory);
    expect(names.map((name) => readBlobFileName(name)?.id)).toEqual([blobOf(2).id, blobOf(2).id]);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{64}\.(outline|part)$/);
    for (const name of ['x.blob', `${'0'.repeat(63)}.blob`, `${'0'.repeat(64)}.exe`, `../${'0'.repeat(64)}.blob`]) {
      expect(readBlobFileName(name)).toBeNull();
    }
  });

  it('HBL-14 are open for a few blobs at once, whatever there is', async () => {
    const faulty = faultyDisk();
    const shelf = await openShelf(temporaryDirectory(), faulty.disk);
    const blobs = upTo(60).map((seed) => blobOf(1, seed + 1));
    const kept = await Promise.all(
      blobs.map(async (blob) => {
        await begin(shelf, blob);
        const found = async () => value(await shelf.find(blob.id));
        await (await found())?.write(0, blob.chunks[0] ?? new Uint8Array());
        return value((await (await found())?.read(0)) ?? { ok: true, value: null });
      }),
    );
    expect(kept).toEqual(blobs.map(({ chunks }) => chunks[0]));
    for (const blob of blobs) value((await value(await shelf.find(blob.id))?.read(0)) ?? { ok: true, value: null });
    await expect.poll(faulty.openFiles).toBeLessThanOrEqual(24);
    const drafts: Awaited<ReturnType<typeof shelf.drafts.begin>>[] = [];
    // One after the other: of those begun at once, any may be the oldest.
    for (const _ of upTo(20)) drafts.push(await shelf.drafts.begin(10));
    expect(drafts.every(({ ok }) => ok)).toBe(true);
    const [first] = drafts.map(value);
    expect(await shelf.drafts.append(first?.draft ?? '', 0, new Uint8Array(10))).toMatchObject({ ok: false });
    expect(faulty.openFiles()).toBeLessThanOrEqual(24 + 16);
    await shelf.close();
    expect(faulty.openFiles()).toBe(0);
  });

  it('HBL-6 are never seen half placed: finding, beginning, sealing and removing at once', async () => {
    const directory = temporaryDirectory();
    const shelf = await openShelf(directory);
    const blob = blobOf(2);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('find', 'begin', 'seal', 'remove'), { maxLength: 12 }),
        async (acts) => {
          const run = {
            find: () => shelf.find(blob.id),
            begin: () => shelf.begin(blob.id, blob.outline),
            remove: () => shelf.remove(blob.id),
            seal: async () => {
              const { draft } = value(await shelf.drafts.begin(blob.bytes.length));
              value(await shelf.drafts.append(draft, 0, blob.bytes));
              return shelf.seal(draft);
            },
          };
          const outcomes = await Promise.all(acts.map((act) => run[act]()));
          expect(
            outcomes.filter((outcome) => !outcome.ok && outcome.error.message !== 'it was removed meanwhile'),
          ).toEqual([]);
          await shelf.remove(blob.id);
          expect(readdirSync(directory)).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});
