import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32 } from '@domain/archive/crc32.ts';
import { TAIL_BYTES, type ZipEntry, dataOffset, findDirectory, readDirectory } from '@domain/archive/zipDirectory.ts';
import { zipFiles } from '@domain/archive/zipFiles.ts';
import { centralRecord, endRecords, localRecord } from '@domain/archive/zipRecords.ts';
import { ZipStream } from '@domain/archive/zipStream.ts';
import { joinBytes } from '@domain/codec/bytes.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function entriesOf(zip: Uint8Array): readonly ZipEntry[] | string {
  const place = findDirectory(zip.subarray(Math.max(0, zip.length - TAIL_BYTES)), zip.length);
  if (!place.ok) return place.error.code;
  const list = readDirectory(zip.subarray(place.value.offset, place.value.offset + place.value.size), place.value);
  return list.ok ? list.value : list.error.code;
}

function contentOf(zip: Uint8Array, entry: ZipEntry): string {
  const start = dataOffset(zip.subarray(entry.offset), entry) ?? 0;
  const packed = zip.subarray(start, start + entry.packed);
  const bytes = entry.isDeflated ? new Uint8Array(inflateRawSync(packed)) : packed;
  expect(crc32(bytes)).toBe(entry.checksum);
  expect(bytes.length).toBe(entry.size);
  return new TextDecoder().decode(bytes);
}

function streamed(files: readonly (readonly [string, string])[]): Uint8Array {
  const zip = new ZipStream();
  const parts: Uint8Array[] = [];
  for (const [path, text] of files) {
    const bytes = bytesOf(text);
    parts.push(zip.begin(path));
    if (path.endsWith('.txt')) {
      zip.took(bytes);
      parts.push(zip.wrote(new Uint8Array(deflateRawSync(bytes))), zip.end());
    } else parts.push(zip.store(bytes.subarray(0, 5)), zip.store(bytes.subarray(5)), zip.endStored());
  }
  return joinBytes(...parts, zip.finish());
}

describe('archives', () => {
  test('ARC-1 files in memory come back, and are the same archive each time', () => {
    const files = new Map([
      ['ä/b.txt', bytesOf('words')],
      ['empty', new Uint8Array()],
    ]);
    const zip = zipFiles(files);
    expect(zip).toEqual(zipFiles(files));
    const entries = entriesOf(zip);
    if (typeof entries === 'string') throw new Error(entries);
    expect(entries.map((entry) => [entry.path, contentOf(zip, entry)])).toEqual([
      ['ä/b.txt', 'words'],
      ['empty', ''],
    ]);
  });

  test('ARC-2 files written piece by piece come back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('txt', 'bin'), fc.string({ maxLength: 200 })), { maxLength: 5 }),
        (said) => {
          const files = said.map(([ending, text], index) => [`${index}.${ending}`, text] as const);
          const zip = streamed(files);
          const entries = entriesOf(zip);
          if (typeof entries === 'string') throw new Error(entries);
          expect(entries.map((entry) => [entry.path, contentOf(zip, entry)])).toEqual(files);
        },
      ),
      { numRuns: 60 },
    );
    const big = streamed([['big.bin', 'x'.repeat(200_000)]]);
    const [entry] = entriesOf(big);
    if (typeof entry !== 'object') throw new Error('none');
    expect(contentOf(big, entry)).toHaveLength(200_000);
  });

  test('ARC-2 more than 32 bits can say is said with 64, and read back', () => {
    const path = bytesOf('film.mp4');
    const facts = {
      path,
      isDeflated: false,
      isDescribedLater: false,
      checksum: 5,
      packed: 5_000_000_000,
      size: 5_000_000_001,
    };
    const list = centralRecord({ ...facts, isLarge: true }, 6_000_000_000);
    const place = { files: 70_000, size: list.length, offset: 7_000_000_000 };
    const end = endRecords(place);
    expect(findDirectory(end, place.offset + place.size + end.length)).toEqual({
      ok: true,
      value: { entries: 70_000, size: list.length, offset: 7_000_000_000 },
    });
    expect(readDirectory(list, { entries: 1, size: list.length, offset: 0 })).toEqual({
      ok: true,
      value: [
        expect.objectContaining({
          path: 'film.mp4',
          packed: 5_000_000_000,
          size: 5_000_000_001,
          offset: 6_000_000_000,
        }),
      ],
    });
    expect(localRecord({ ...facts, isLarge: true })).toHaveLength(30 + path.length + 20);
  });

  test('ARC-4 a file that says to be far larger than packed is refused', () => {
    const facts = { path: bytesOf('a'), isDeflated: true, isDescribedLater: false, isLarge: false, checksum: 0 };
    const list = centralRecord({ ...facts, packed: 1000, size: 300_000_000 }, 0);
    const read = readDirectory(list, { entries: 1, size: list.length, offset: 0 });
    expect(read.ok ? null : read.error.code).toBe('archive-bomb');
  });

  test('ARC-3 too many files are refused before the list is read', () => {
    const end = endRecords({ files: 300_000, size: 10, offset: 0 });
    const read = findDirectory(end, end.length + 10);
    expect(read.ok ? null : read.error.code).toBe('archive-too-large');
  });

  test('ARC-5 folders, encrypted files and other methods are passed over; of one name the first counts', () => {
    const zip = zipFiles(
      new Map([
        ['f/', new Uint8Array()],
        ['a', bytesOf('1')],
        ['b', bytesOf('2')],
      ]),
    );
    const list = [...zip];
    // The flags of the line of `a`.
    const at = zip.length - 22 - (46 + 1);
    list[at + 8] = 1;
    const entries = entriesOf(Uint8Array.from(list));
    expect(typeof entries === 'string' ? entries : entries.map(({ path }) => path)).toEqual(['a']);
  });

  test('ARC-3 whatever the bytes are, there is an answer', () => {
    const base = [
      ...streamed([
        ['a.txt', 'hello'],
        ['b.bin', 'there'],
      ]),
    ];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { maxLength: 6 }),
        fc.nat(base.length),
        (changes, cut) => {
          const bytes = [...base];
          for (const [at, byte] of changes) bytes[at] = byte;
          const answer = entriesOf(Uint8Array.from(bytes.slice(0, cut)));
          expect(typeof answer === 'string' || Array.isArray(answer)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});
