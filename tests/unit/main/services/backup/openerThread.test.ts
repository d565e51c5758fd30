/** Backups that are opened on a thread of their own. Rules: src/main/services/backup/SPEC.md. */
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SEALED_PART_BYTES } from '../../../../../src/main/services/backup/ageStream.ts';
import {
  type Opener,
  OpenerGoneError,
  openerHere,
  openerThread,
} from '../../../../../src/main/services/backup/openerClient.ts';
import { openBackup } from '../../../../../src/main/services/backup/readBackup.ts';
import type { MakeOpener } from '../../../../../src/main/services/backup/readRecords.ts';
import { restoreBackup, verifyBackup } from '../../../../../src/main/services/backup/useBackup.ts';
import { systemDisk } from '../../../../../src/main/services/blobs/blobDisk.ts';
import { BlobShelf } from '../../../../../src/main/services/blobs/blobShelf.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import {
  PASSPHRASE,
  THROUGH,
  blobName,
  emptyPlace,
  entriesOf,
  livedIn,
  nameOf,
  putBlob,
  using,
  valueOf,
  written,
} from './backupScene.ts';

const here: MakeOpener = (payload) => Promise.resolve(openerHere(payload));

/** A place of several blocks, and its backup. */
async function longOne() {
  const source = await livedIn();
  valueOf(await source.journal.append(Array.from({ length: 60 }, () => randomBytes(20_000))));
  const film = await putBlob(source.shelf, randomBytes(5 * 1024 * 1024 + 77));
  return { ...(await written(source)), source, blobs: [...source.blobs, film] };
}

/** What `path` has, record by record, and how much did not hold. */
async function readBy(makeOpener: MakeOpener, path: string, fileKey: Uint8Array) {
  return using(await openBackup(path, { kind: 'file', fileKey }, makeOpener), async (backup) => {
    const records: string[] = [];
    const taker = {
      take: ({ kind, ordinal, body, digest }: { kind: number; ordinal: number; body: Uint8Array; digest: unknown }) => {
        records.push(`${kind} ${ordinal} ${nameOf(body)} ${digest === null ? 'plain' : 'piece'}`);
        return Promise.resolve();
      },
      settled: () => Promise.resolve(),
    };
    return { damage: valueOf(await backup.readAll(taker, THROUGH)), records };
  });
}

it('BAK-20 a thread finds what is found without one, whatever is damaged or cut off', async () => {
  const { path, fileKey } = await longOne();
  const bytes = await readFile(path);
  const beginning = bytes.indexOf('\n', bytes.indexOf('\n--- ') + 1) + 17 + SEALED_PART_BYTES;
  const place = join(temporaryDirectory(), 'damaged.age');
  const whole = await readBy(openerThread, path, fileKey);
  expect(whole).toEqual(await readBy(here, path, fileKey));
  expect(whole.damage).toEqual({ bytes: 0, isTruncated: false });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: beginning, max: bytes.length - 1 }), { maxLength: 4 }),
      fc.oneof(fc.constant(bytes.length), fc.integer({ min: beginning, max: bytes.length })),
      async (flips, length) => {
        const altered = Buffer.from(bytes.subarray(0, length));
        for (const at of flips) if (at < length) altered[at] = (altered[at] ?? 0) ^ 1;
        await writeFile(place, altered);
        expect(await readBy(openerThread, place, fileKey)).toEqual(await readBy(here, place, fileKey));
      },
    ),
    { numRuns: 12 },
  );
});

it.each([0, 1, 3])(
  'BAK-20 a thread that is lost after %i blocks takes nothing along, and nothing comes twice',
  async (after) => {
    const { source, path, blobs } = await longOne();
    let opened = 0;
    const lost: MakeOpener = async (payload) => {
      const thread = await openerThread(payload);
      const end: Opener['open'] = async () => {
        await thread.close();
        throw new OpenerGoneError('it ended');
      };
      return { ...thread, open: (block) => ((opened += 1) > after ? end(block) : thread.open(block)) };
    };
    const target = await emptyPlace();
    const report = await using(await openBackup(path, PASSPHRASE, lost), (backup) =>
      restoreBackup([backup], target, THROUGH),
    );
    expect(valueOf(report)).toMatchObject({ isWhole: true, entries: 102, blobs: 3 });
    expect(await entriesOf(target.journal)).toEqual([
      ...(await entriesOf(source.journal)),
      ...source.extra.map(nameOf),
    ]);
    for (const id of blobs) expect(await blobName(target.shelf, id)).toEqual(await blobName(source.shelf, id));
  },
);

it('BAK-20 a thread that cannot begin is done without', async () => {
  const { path } = await longOne();
  const never: MakeOpener = () => Promise.reject(new OpenerGoneError('no thread'));
  const report = await using(await openBackup(path, PASSPHRASE, never), (backup) => verifyBackup([backup], THROUGH));
  expect(valueOf(report)).toMatchObject({ isWhole: true, blobs: 3 });
});

it('BAK-20 a thread that ends by itself is told to who waits for it, and to who asks later', async () => {
  const thread = await openerThread({ key: randomBytes(32), salt: randomBytes(16) });
  const block = () => ({ memory: new ArrayBuffer(100), room: new ArrayBuffer(100), length: 100, isAtEnd: false });
  const waiting = Promise.all([thread.open(block()), thread.open(block())]);
  await thread.close();
  await expect(waiting.then(() => thread.open(block()))).rejects.toBeInstanceOf(OpenerGoneError);
});

it('BAK-20 nothing is written over what still waits for a slow disk', async () => {
  const { source, path, blobs } = await longOne();
  const { journal } = await emptyPlace();
  const slow: typeof systemDisk = {
    ...systemDisk,
    write: async (descriptor, bytes, position) => {
      for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
      await systemDisk.write(descriptor, bytes, position);
    },
  };
  const shelf = valueOf(await BlobShelf.open({ directory: temporaryDirectory(), disk: slow, now: () => 0 }));
  const report = await using(await openBackup(path, PASSPHRASE, openerThread), (backup) =>
    restoreBackup([backup], { journal, shelf }, THROUGH),
  );
  expect(valueOf(report).isWhole).toBe(true);
  for (const id of blobs) expect(await blobName(shelf, id)).toEqual(await blobName(source.shelf, id));
});

it('BAK-20 who stops a restore ends the thread, and what was put back stays', async () => {
  const { source, path } = await longOne();
  const target = await emptyPlace();
  const stop = new AbortController();
  const ended: string[] = [];
  const watched: MakeOpener = async (payload) => {
    const thread = await openerThread(payload);
    return { ...thread, close: async () => void ended.push(await thread.close().then(() => 'ended')) };
  };
  const journal = {
    ...target.journal,
    append: (entries: readonly Uint8Array[]) => {
      stop.abort();
      return target.journal.append(entries);
    },
  };
  // Enough entries that some are put back before the last of the file is read.
  valueOf(await source.journal.append(Array.from({ length: 30 }, () => randomBytes(300_000))));
  await written(source);
  const half = await using(await openBackup(path, PASSPHRASE, watched), (backup) =>
    restoreBackup([backup], { ...target, journal }, { ...THROUGH, signal: stop.signal }),
  );
  expect(half).toMatchObject({ ok: false, error: { code: 'backup-cancelled' } });
  expect(ended).toEqual(['ended']);
  const kept = await entriesOf(target.journal);
  expect(kept.length).toBeGreaterThan(0);
  expect((await entriesOf(source.journal)).slice(0, kept.length)).toEqual(kept);
});
