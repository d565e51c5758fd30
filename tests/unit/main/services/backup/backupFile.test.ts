import { Decrypter, Encrypter } from 'age-encryption';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHeader, recipientOf, sealHeader } from '../../../../../src/main/services/backup/ageHeader.ts';
import {
  PART_BYTES,
  PartSealer,
  SEALED_PART_BYTES,
  openPart,
  partCipher,
  partNonce,
} from '../../../../../src/main/services/backup/ageStream.ts';
import {
  CONTAINER_HEAD_BYTES,
  RecordScanner,
  encodeHead,
  encodeRecord,
  readHead,
} from '../../../../../src/main/services/backup/container.ts';
import { openBackup } from '../../../../../src/main/services/backup/readBackup.ts';
import { readBeginning, restoreBackup, verifyBackup } from '../../../../../src/main/services/backup/useBackup.ts';
import { writeBackup } from '../../../../../src/main/services/backup/writeBackup.ts';
import {
  ACCOUNT,
  CHEAP,
  PASSPHRASE,
  THROUGH,
  blobName,
  emptyPlace,
  entriesOf,
  livedIn,
  nameOf,
  openedFrom,
  patterned,
  putBlob,
  using,
  valueOf,
  written,
} from './backupScene.ts';

/** Manifest, note, entries, then each blob with its chunks, and the end. The order of the two blobs is that of their ids. */
const KINDS_IN_ORDER: unknown = expect.arrayContaining([1, 2, 3, 4, 7, 6]);

describe('the age format', () => {
  it('BAK-1 what the library seals opens here, and what is sealed here opens there', async () => {
    const encrypter = new Encrypter();
    encrypter.setPassphrase('seven quiet herons');
    encrypter.setScryptWorkFactor(CHEAP);
    const theirs = await encrypter.encrypt('words');
    const opened = valueOf(await openHeader(theirs, PASSPHRASE));
    expect(opened.fileKey).toHaveLength(16);
    const { header, fileKey } = await sealHeader(PASSPHRASE, CHEAP);
    const decrypter = new Decrypter();
    decrypter.addPassphrase('seven quiet herons');
    expect(await decrypter.decryptHeader(header)).toEqual(fileKey);
  });

  it('BAK-1 a private key opens what was closed for its recipient', async () => {
    const bytes = randomBytes(32);
    const sealed = await sealHeader({ kind: 'recipient', recipient: await recipientOf(bytes) });
    const opened = valueOf(await openHeader(sealed.header, { kind: 'private', bytes }));
    expect(opened).toEqual({ fileKey: sealed.fileKey, length: sealed.header.length });
    expect(await openHeader(sealed.header, { kind: 'private', bytes: randomBytes(32) })).toMatchObject({
      error: { code: 'backup-locked' },
    });
  });

  it('BAK-1 a whole backup is read by the library alone', async () => {
    const source = await livedIn(3);
    const { path } = await written(source);
    const decrypter = new Decrypter();
    decrypter.addPassphrase('seven quiet herons');
    const plain = await decrypter.decrypt(new Uint8Array(await readFile(path)));
    const salt = readHead(plain);
    if (!(salt instanceof Uint8Array)) throw new Error('no head');
    const scanner = new RecordScanner(salt);
    const records = [...scanner.push([plain.subarray(CONTAINER_HEAD_BYTES)]), ...scanner.hole()];
    expect(records.map(({ kind }) => kind)).toEqual(KINDS_IN_ORDER);
    expect(records.map(({ ordinal }) => ordinal)).toEqual(records.map((_, index) => index));
    expect(scanner.skipped).toBe(0);
  });

  it('BAK-1 the slower cipher makes the same bytes as the system’s', () => {
    const key = randomBytes(32);
    const plain = patterned(1000, 5);
    const nonce = partNonce(2 ** 33 + 5, true);
    expect(nonce).toEqual(Buffer.from([0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 5, 1]));
    const sealed = Buffer.concat(partCipher(key, true).seal(nonce, [plain.subarray(0, 300), plain.subarray(300)]));
    expect(Buffer.concat(partCipher(key, false).seal(nonce, [plain]))).toEqual(sealed);
    expect(partCipher(key, false).open(nonce, sealed)).toEqual(plain);
    expect(partCipher(key, false).open(partNonce(0, true), sealed)).toBeNull();
    expect(partCipher(key, true).open(partNonce(0, true), sealed)).toBeNull();
  });

  it('BAK-1 pieces of any length make the same parts, the last one marked', () => {
    const cipher = partCipher(randomBytes(32));
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { maxLength: 6 }), (lengths) => {
        const sealer = new PartSealer(cipher);
        const total = lengths.reduce((sum, length) => sum + length, 0);
        const sealed = Buffer.concat([
          ...lengths.flatMap((length) => sealer.push(patterned(length, 9))),
          ...sealer.end(),
        ]);
        const parts = Math.max(1, Math.ceil(total / PART_BYTES));
        expect(sealed).toHaveLength(total + parts * 16);
        const last = sealed.subarray((parts - 1) * SEALED_PART_BYTES);
        expect(openPart(cipher, last, { index: parts - 1, isAtEnd: true })).toMatchObject({ isLast: true });
      }),
      { numRuns: 20 },
    );
  });
});

describe('a backup', () => {
  it('BAK-3 gives back every entry and every blob, byte for byte', async () => {
    const source = await livedIn();
    const { path } = await written(source);
    const target = await emptyPlace();
    await using(await openBackup(path, PASSPHRASE), async (backup) => {
      expect(backup.manifest).toMatchObject({ account: ACCOUNT, createdAt: source.createdAt, blobs: 2, entries: 41 });
      const [note] = valueOf(await readBeginning(backup)).notes;
      expect([note?.name, nameOf(note?.bytes ?? new Uint8Array())]).toEqual(['identity', nameOf(patterned(200, 3))]);
      const report = valueOf(await restoreBackup([backup], target, THROUGH));
      expect(report).toMatchObject({ isWhole: true, entries: 42, blobs: 2, missingEntries: 0, missingBlobs: 0 });
    });
    const extra = source.extra.map(nameOf);
    expect(await entriesOf(target.journal)).toEqual([...(await entriesOf(source.journal)), ...extra]);
    for (const id of source.blobs) {
      expect(await blobName(target.shelf, id)).toEqual(await blobName(source.shelf, id));
    }
  });

  it('BAK-3 an empty place makes a whole backup', async () => {
    const source = { ...(await livedIn(0)), ...(await emptyPlace()), notes: [], extra: [] };
    const { path } = await written(source);
    await using(await openBackup(path, PASSPHRASE), async (backup) => {
      expect(valueOf(await verifyBackup([backup], THROUGH))).toMatchObject({ isWhole: true, entries: 0, blobs: 0 });
    });
  });

  it('BAK-4 no byte of what is inside is readable', async () => {
    const source = await livedIn(0);
    valueOf(await source.journal.append([Buffer.from('meet me by the lighthouse at nine')]));
    const { path } = await written(source);
    const bytes = await readFile(path);
    expect(bytes.includes('lighthouse')).toBe(false);
    expect(bytes.includes(ACCOUNT)).toBe(false);
  });

  it('BAK-7 a wrong passphrase, another file and damage are told apart', async () => {
    const { path, fileKey } = await written(await livedIn(2));
    const wrong = await openBackup(path, { kind: 'passphrase', passphrase: 'seven quiet heron' });
    expect(wrong).toMatchObject({ error: { code: 'backup-locked' } });
    const bytes = await readFile(path);
    expect(await openedFrom(Buffer.from('a letter'), fileKey)).toMatchObject({ ok: false });
    const altered = Buffer.from(bytes);
    const macAt = altered.indexOf('\n--- ') + 10;
    altered[macAt] = altered[macAt] === 0x41 ? 0x42 : 0x41;
    const place = `${path}.altered`;
    await writeFile(place, altered);
    expect(await openBackup(place, PASSPHRASE)).toMatchObject({ error: { code: 'backup-damaged' } });
    await writeFile(place, 'not one of ours');
    expect(await openBackup(place, PASSPHRASE)).toMatchObject({ error: { code: 'backup-foreign' } });
  });

  it('BAK-8 one of a later version is refused as such', async () => {
    const salt = randomBytes(16);
    const head = encodeHead(salt);
    expect(readHead(head)).toEqual(new Uint8Array(salt));
    expect(readHead(Buffer.concat([Buffer.from('BNYNBAK3'), salt]))).toBe('newer');
    expect(readHead(Buffer.concat([Buffer.from('BNYNBLB1'), salt]))).toBeNull();
  });

  it('BAK-2 one that is stopped leaves the one before it, and nothing else', async () => {
    const source = await livedIn();
    const { path } = await written(source);
    const before = nameOf(await readFile(path));
    const stop = new AbortController();
    const stopped = await writeBackup(source, {
      path,
      lock: PASSPHRASE,
      scryptCost: CHEAP,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(stopped).toMatchObject({ error: { code: 'backup-cancelled' } });
    expect(nameOf(await readFile(path))).toBe(before);
    expect((await readdir(source.directory)).toSorted()).toEqual(['a.age', 'blobs', 'journal']);
  });

  it('BAK-9 what was put back is known by its outline: none of it is read again to make one', async () => {
    const { path } = await written(await livedIn());
    const target = await emptyPlace();
    await using(await openBackup(path, PASSPHRASE), async (backup) =>
      expect(valueOf(await restoreBackup([backup], target, THROUGH)).isWhole).toBe(true),
    );
    const names = await readdir(join(target.directory, 'blobs'));
    const kindsOf = (ending: string) => names.filter((name) => name.endsWith(ending)).length;
    expect([kindsOf('.blob'), kindsOf('.outline'), names.length]).toEqual([2, 2, 4]);
  });

  it('BAK-19 others have their turn again and again while a backup is put back', async () => {
    const source = await livedIn();
    valueOf(await source.journal.append(Array.from({ length: 20_000 }, () => randomBytes(300))));
    await putBlob(source.shelf, randomBytes(10 * 1024 * 1024));
    const { path } = await written(source);
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    const target = await emptyPlace();
    await using(await openBackup(path, PASSPHRASE), async (backup) => {
      setImmediate(count);
      expect(valueOf(await restoreBackup([backup], target, THROUGH)).isWhole).toBe(true);
    });
    isOver = true;
    // A block is a MiB, of which there are sixteen and more.
    expect(turns).toBeGreaterThan(32);
  });

  it('BAK-9 a restore that was stopped half way can be begun again', async () => {
    const source = await livedIn();
    valueOf(await source.journal.append(Array.from({ length: 40 }, () => randomBytes(250_000))));
    const { path } = await written(source);
    const target = await emptyPlace();
    const stop = new AbortController();
    const journal = {
      ...target.journal,
      append: (entries: readonly Uint8Array[]) => {
        stop.abort();
        return target.journal.append(entries);
      },
    };
    const half = await using(await openBackup(path, PASSPHRASE), (backup) =>
      restoreBackup([backup], { ...target, journal }, { ...THROUGH, signal: stop.signal }),
    );
    expect(half).toMatchObject({ ok: false, error: { code: 'backup-cancelled' } });
    const report = await using(await openBackup(path, PASSPHRASE), (backup) =>
      restoreBackup([backup], target, THROUGH),
    );
    expect(valueOf(report).isWhole).toBe(true);
    const restored = await entriesOf(target.journal);
    const all = await entriesOf(source.journal);
    expect(restored.slice(-all.length - 1, -1)).toEqual(all);
    for (const id of source.blobs) expect(await blobName(target.shelf, id)).not.toBeNull();
  });
});

describe('a damaged backup', () => {
  const restoredFrom = async (bytes: Uint8Array, fileKey: Uint8Array) => {
    const opened = await openedFrom(bytes, fileKey);
    if (!opened.ok) return opened.error.code;
    const target = await emptyPlace();
    const report = valueOf(await using(opened, (backup) => restoreBackup([backup], target, THROUGH)));
    return { report, entries: await entriesOf(target.journal), shelf: target.shelf };
  };

  it('BAK-6 cut off anywhere it gives what stands before the cut, and says that its end is missing', async () => {
    const source = await livedIn(12);
    const { path, fileKey } = await written(source);
    const bytes = await readFile(path);
    const all = [...(await entriesOf(source.journal)), ...source.extra.map(nameOf)];
    const parts = Math.ceil(bytes.length / SEALED_PART_BYTES);
    const payloadAt = bytes.indexOf('\n', bytes.indexOf('\n--- ') + 1) + 17;
    for (let part = 0; part <= parts; part++) {
      for (const shift of [-1, 0, 1]) {
        const length = payloadAt + part * SEALED_PART_BYTES + shift;
        if (length >= bytes.length) continue;
        const outcome = await restoredFrom(bytes.subarray(0, length), fileKey);
        if (outcome === 'backup-damaged') {
          expect(part).toBeLessThanOrEqual(1);
          continue;
        }
        if (typeof outcome === 'string') throw new Error(outcome);
        expect(outcome.report).toMatchObject({ isWhole: false, isTruncated: true, missingEntries: null });
        expect(outcome.entries).toEqual(all.slice(0, outcome.entries.length));
      }
    }
  });

  it('BAK-6 with bytes flipped anywhere it gives only what is right, and says how much did not hold', async () => {
    const source = await livedIn(12);
    const { path, fileKey } = await written(source);
    const bytes = await readFile(path);
    const all = new Set([...(await entriesOf(source.journal)), ...source.extra.map(nameOf)]);
    const payloadAt = bytes.indexOf('\n', bytes.indexOf('\n--- ') + 1) + 17;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.integer({ min: payloadAt + SEALED_PART_BYTES, max: bytes.length - 1 }),
            fc.integer({ min: 1, max: 255 }),
          ),
          {
            minLength: 1,
            maxLength: 3,
          },
        ),
        async (flips) => {
          const altered = Buffer.from(bytes);
          for (const [at, mask] of flips) altered[at] = (altered[at] ?? 0) ^ mask;
          if (altered.equals(bytes)) return;
          const outcome = await restoredFrom(altered, fileKey);
          if (typeof outcome === 'string') throw new Error(outcome);
          expect(outcome.report.isWhole).toBe(false);
          expect(outcome.report.damagedBytes).toBeGreaterThan(0);
          for (const entry of outcome.entries) expect(all.has(entry)).toBe(true);
          for (const id of source.blobs) {
            const blob = await blobName(outcome.shelf, id);
            if (blob !== null) expect(blob).toEqual(await blobName(source.shelf, id));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('BAK-6 one lost part does not take the rest along', async () => {
    const source = await livedIn(12);
    const { path, fileKey } = await written(source);
    const bytes = await readFile(path);
    const payloadAt = bytes.indexOf('\n', bytes.indexOf('\n--- ') + 1) + 17;
    const altered = Buffer.from(bytes);
    // Within the large entry: everything before and after it is whole.
    altered[payloadAt + 2 * SEALED_PART_BYTES + 100] = (altered[payloadAt + 2 * SEALED_PART_BYTES + 100] ?? 0) ^ 1;
    const outcome = await restoredFrom(altered, fileKey);
    if (typeof outcome === 'string') throw new Error(outcome);
    expect(outcome.report).toMatchObject({ isWhole: false, isTruncated: false, missingEntries: 1, missingBlobs: 0 });
    expect(outcome.entries).toHaveLength(13);
  });

  it('BAK-6 bytes that look like a record after a hole are not taken for one', () => {
    const salt = randomBytes(16);
    const forged = Buffer.concat(encodeRecord(randomBytes(16), { kind: 3, ordinal: 4, body: [patterned(100, 1)] }));
    const scanner = new RecordScanner(salt);
    scanner.hole();
    const own = Buffer.concat(encodeRecord(salt, { kind: 3, ordinal: 5, body: [patterned(30, 2)] }));
    const found = scanner.push([Buffer.concat([forged, own])]);
    expect(found.map(({ ordinal }) => ordinal)).toEqual([5]);
    expect(scanner.skipped).toBe(forged.length);
  });
});
