import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SEGMENT_HEADER_BYTES, scanSegment } from '../../../../../src/main/services/journal/format.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { editFile, entry, failingFiles, openAt, readAll, segmentPaths, value } from './journalSupport.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, index) => String(index).padStart(3, '0'));
const RECORD = 44 + 'entry:000'.length;

async function filled(count: number, segmentBytes = 16 * 1024 * 1024): Promise<string> {
  const directory = temporaryDirectory();
  const journal = await openAt(directory, { segmentBytes });
  for (const text of numbered(count)) value(await journal.append([entry(text)]));
  await journal.close();
  return directory;
}

function flip(bytes: Buffer, offset: number): Buffer {
  bytes[offset] = (bytes[offset] ?? 0) ^ 0x40;
  return bytes;
}

const pathOf = (directory: string, index: number) => segmentPaths(directory).at(index) ?? 'none';

describe('journal recovery', () => {
  it('JRN-4 sets a tail torn at any byte aside and keeps everything before it', async () => {
    for (let kept = 1; kept < RECORD; kept += 7) {
      const directory = await filled(4);
      editFile(pathOf(directory, 0), (bytes) => bytes.subarray(0, SEGMENT_HEADER_BYTES + 3 * RECORD + kept));
      const journal = await openAt(directory);
      expect(await readAll(journal)).toEqual(['000', '001', '002']);
      const { count, damaged } = value(await journal.describe());
      expect(count).toBe(3);
      expect(damaged).toBeGreaterThan(0);
      expect(damaged).toBeLessThanOrEqual(kept);
      expect(readdirSync(directory).filter((name) => name.includes('.damaged-'))).toHaveLength(1);
      value(await journal.append([entry('after')]));
      expect(await readAll(await openAt(directory))).toEqual(['000', '001', '002', 'after']);
      expect(value(await (await openAt(directory)).describe()).damaged).toBe(0);
    }
  });

  it('JRN-4 sets garbage behind the last record aside', async () => {
    const directory = await filled(2);
    editFile(pathOf(directory, 0), (bytes) => Buffer.concat([bytes, randomBytes(500), Buffer.alloc(4000)]));
    const journal = await openAt(directory);
    expect(await readAll(journal)).toEqual(['000', '001']);
    expect(value(await journal.describe()).damaged).toBeGreaterThan(490);
  });

  it('JRN-5 loses one record to one flipped byte, wherever it lies, in the last segment', async () => {
    for (const at of [0, 5, 9, 13, 20, 30, RECORD - 1]) {
      const directory = await filled(5);
      editFile(pathOf(directory, 0), (bytes) => flip(bytes, SEGMENT_HEADER_BYTES + 2 * RECORD + at));
      const journal = await openAt(directory);
      expect(await readAll(journal, 2)).toEqual(['000', '001', '003', '004']);
      expect(value(await journal.describe())).toMatchObject({ count: 5, damaged: RECORD });
      value(await journal.append([entry('after')]));
      expect(await readAll(await openAt(directory))).toEqual(['000', '001', '003', '004', 'after']);
    }
  });

  it('JRN-5 goes on behind damage in an old segment and reports it', async () => {
    const directory = await filled(60, 1024);
    editFile(pathOf(directory, 1), (bytes) => void bytes.fill(0xee, 100, 300));
    const journal = await openAt(directory, { segmentBytes: 1024 });
    const texts = await readAll(journal, 4);
    expect(texts.length).toBeGreaterThan(53);
    expect(texts.length).toBeLessThan(60);
    expect(texts.at(-1)).toBe('059');
    expect(value(await journal.describe())).toMatchObject({ count: 60 });
    expect(value(await journal.describe()).damaged).toBeGreaterThanOrEqual(200);
  });

  it('JRN-5 keeps the numbers of the entries behind the damage', async () => {
    const directory = await filled(5);
    editFile(pathOf(directory, 0), (bytes) => flip(bytes, SEGMENT_HEADER_BYTES + RECORD + 30));
    const journal = await openAt(directory);
    const page = value(await journal.read(3, 1));
    expect(page.entries.map((bytes) => Buffer.from(bytes).toString())).toEqual(['entry:003']);
    expect(value(await journal.read(1, 1))).toEqual({ entries: [], numbers: [], next: 2 });
  });

  it('JRN-6 reads the records behind a damaged header, first, middle or last', async () => {
    for (const index of [0, 1, -1]) {
      const directory = await filled(60, 1024);
      editFile(pathOf(directory, index), (bytes) => void bytes.fill(0xff, 0, SEGMENT_HEADER_BYTES));
      const journal = await openAt(directory, { segmentBytes: 1024 });
      expect(await readAll(journal)).toEqual(numbered(60));
      expect(value(await journal.describe())).toMatchObject({ count: 60, damaged: SEGMENT_HEADER_BYTES });
      expect(value(await journal.append([entry('after')])).count).toBe(61);
    }
  });

  it('JRN-6 opens over an empty file that a crash left while a segment was begun', async () => {
    const directory = await filled(3);
    editFile(pathOf(directory, 0), (bytes) => bytes);
    const { files } = failingFiles();
    const descriptor = await files.create(`${directory}/00000001.journal`);
    await files.close(descriptor);
    const journal = await openAt(directory);
    expect(await readAll(journal)).toEqual(numbered(3));
    expect(value(await journal.append([entry('after')])).count).toBe(4);
    expect(await readAll(await openAt(directory))).toEqual([...numbered(3), 'after']);
  });

  it('JRN-12 does not answer a record moved to another place or altered under a matching checksum', async () => {
    const directory = await filled(4);
    editFile(pathOf(directory, 0), (bytes) => {
      const at = (index: number) => SEGMENT_HEADER_BYTES + index * RECORD;
      const changed = bytes.subarray(at(1), at(2));
      changed[30] = (changed[30] ?? 0) ^ 1;
      changed.writeUInt32LE(crc32(changed.subarray(16), crc32(changed.subarray(0, 12))), 12);
      const swapped = Buffer.from(bytes.subarray(at(2), at(3)));
      swapped.writeUInt32LE(3, 8);
      swapped.writeUInt32LE(crc32(swapped.subarray(16), crc32(swapped.subarray(0, 12))), 12);
      swapped.copy(bytes, at(3));
      return bytes;
    });
    const journal = await openAt(directory);
    expect(await readAll(journal)).toEqual(['000', '002']);
    expect(value(await journal.describe())).toMatchObject({ count: 4, damaged: 2 * RECORD });
  });

  it('JRN-13 counts a segment that is gone, first or middle', async () => {
    for (const index of [0, 1]) {
      const directory = await filled(60, 1024);
      rmSync(pathOf(directory, index));
      const journal = await openAt(directory, { segmentBytes: 1024 });
      const texts = await readAll(journal, 5);
      const { count, damaged } = value(await journal.describe());
      expect(count).toBe(60);
      expect(texts.length).toBeGreaterThan(30);
      expect(damaged).toBeGreaterThanOrEqual(60 - texts.length);
    }
  });

  it('JRN-5 survives random damage: what it answers was appended, and what it misses is counted', async () => {
    for (let round = 0; round < 40; round += 1) {
      const directory = await filled(30, 600);
      const path = segmentPaths(directory)[round % segmentPaths(directory).length] ?? 'none';
      editFile(path, (bytes) => {
        const at = Math.floor(Math.random() * bytes.length);
        randomBytes(1 + (round % 30)).copy(bytes, at);
        return bytes;
      });
      const journal = await openAt(directory, { segmentBytes: 600 });
      const texts = await readAll(journal, 3);
      const all = numbered(30);
      expect(texts.every((text) => all.includes(text))).toBe(true);
      if (texts.length < 30) expect(value(await journal.describe()).damaged).toBeGreaterThan(0);
    }
  });

  it('JRN-4 finds nothing in bytes that are no segment', () => {
    const scan = scanSegment(randomBytes(10_000));
    expect(scan.records).toEqual([]);
    expect(scan.damage).toHaveLength(1);
    expect(scanSegment(Buffer.alloc(0))).toEqual({ records: [], dropped: [], damage: [], end: 0 });
  });
});

describe('journal on a failing disk', () => {
  it('JRN-7 JRN-8 cuts a torn write off, says the disk is full, and goes on when there is space', async () => {
    const directory = temporaryDirectory();
    const disk = failingFiles();
    const journal = await openAt(directory, { files: disk.files });
    value(await journal.append([entry('before')]));
    disk.fail('write', 'ENOSPC', 20);
    const refused = await journal.append([entry('lost')]);
    expect(refused).toMatchObject({ ok: false, error: { code: 'storage-full' } });
    expect(JSON.stringify(refused)).not.toContain(directory);
    disk.heal();
    expect(value(await journal.append([entry('after')]))).toEqual({ count: 2 });
    const reopened = await openAt(directory);
    expect(await readAll(reopened)).toEqual(['before', 'after']);
    expect(value(await reopened.describe()).damaged).toBe(0);
    expect(segmentPaths(directory)).toHaveLength(1);
  });

  it('JRN-7 never writes a segment again after a failed sync', async () => {
    const directory = temporaryDirectory();
    const disk = failingFiles();
    const journal = await openAt(directory, { files: disk.files });
    value(await journal.append([entry('before')]));
    disk.fail('syncData', 'EIO');
    expect(await journal.append([entry('lost')])).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
    disk.heal();
    value(await journal.append([entry('after')]));
    expect(segmentPaths(directory)).toHaveLength(2);
    expect(await readAll(journal)).toEqual(['before', 'after']);
    expect(await readAll(await openAt(directory))).toEqual(['before', 'after']);
  });

  it('JRN-7 goes on in a new segment when the torn record could not be cut off', async () => {
    const directory = temporaryDirectory();
    const disk = failingFiles();
    const journal = await openAt(directory, { files: disk.files });
    value(await journal.append([entry('before')]));
    disk.fail('write', 'EIO', 20);
    disk.fail('truncate', 'EIO', 20);
    expect(await journal.append([entry('lost')])).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
    disk.heal();
    value(await journal.append([entry('after')]));
    expect(await readAll(journal)).toEqual(['before', 'after']);
    expect(await readAll(await openAt(directory))).toEqual(['before', 'after']);
  });

  it('JRN-8 leaves no file behind when a segment can not be begun', async () => {
    const directory = temporaryDirectory();
    const disk = failingFiles();
    const journal = await openAt(directory, { files: disk.files });
    disk.fail('write', 'ENOSPC');
    expect(await journal.append([entry('lost')])).toMatchObject({ ok: false, error: { code: 'storage-full' } });
    expect(segmentPaths(directory)).toEqual([]);
    disk.heal();
    expect(value(await journal.append([entry('after')]))).toEqual({ count: 1 });
  });
});
