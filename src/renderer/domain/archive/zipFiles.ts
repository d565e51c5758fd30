import { utf8ToBytes } from '@noble/hashes/utils.js';
import { joinBytes } from '../codec/bytes.ts';
import { crc32 } from './crc32.ts';
import { type ZipFacts, centralRecord, endRecords, localRecord } from './zipRecords.ts';

/** Most files and bytes an archive holds that is made in memory. */
const MOST_FILES = 65_000;
const MAX_BYTES = 1024 * 1024 * 1024;

/**
 * Packs files by their names into one archive, as they are (ARC-1): pictures are packed already, and words are few. Throws where they are more than
 * memory should hold: a bug of the caller.
 */
export function zipFiles(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, bytes] of files) {
    const { length } = bytes;
    const kind = { isDeflated: false, isDescribedLater: false, isLarge: false };
    const facts: ZipFacts = { path: utf8ToBytes(name), ...kind, checksum: crc32(bytes), packed: length, size: length };
    const record = localRecord(facts);
    parts.push(record, bytes);
    directory.push(centralRecord(facts, offset));
    offset += record.length + length;
  }
  if (files.size > MOST_FILES || offset > MAX_BYTES) throw new RangeError('more than an archive holds');
  const list = joinBytes(...directory);
  return joinBytes(...parts, list, endRecords({ files: files.size, size: list.length, offset }));
}
