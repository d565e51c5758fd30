import { utf8ToBytes } from '@noble/hashes/utils.js';
import { joinBytes } from '../codec/bytes.ts';
import { crc32 } from './crc32.ts';
import { type ZipFacts, centralRecord, descriptor, endRecords, localRecord } from './zipRecords.ts';

/** From so many bytes on a file is written with sizes of 64 bits. */
const LARGE = 0xf000_0000;
/** Most bytes of a block of Deflate that is not packed. */
const BLOCK = 0xffff;

/**
 * An archive that is written piece by piece and never held (ARC-2): what each call returns follows what was returned before. Files are said one
 * after another.
 */
export class ZipStream {
  private readonly directory: Uint8Array[] = [];
  private current: ZipFacts | null = null;
  private startedAt = 0;
  private offset = 0;

  /** Begins a file. `expected`: about how many bytes it will have, where that is much. */
  begin(path: string, expected = 0): Uint8Array {
    this.startedAt = this.offset;
    this.current = {
      path: utf8ToBytes(path),
      isDeflated: true,
      isDescribedLater: true,
      isLarge: expected >= LARGE,
      checksum: 0,
      packed: 0,
      size: 0,
    };
    return this.put(localRecord(this.current));
  }

  /** Notes plain bytes of the file. */
  took(bytes: Uint8Array): void {
    const { checksum, size } = this.file();
    this.current = { ...this.file(), checksum: crc32(bytes, checksum), size: size + bytes.length };
  }

  /** Notes packed bytes of the file, and returns them. */
  wrote(packed: Uint8Array): Uint8Array {
    this.current = { ...this.file(), packed: this.file().packed + packed.length };
    return this.put(packed);
  }

  /** Bytes that are packed as they are: media are packed already. */
  store(bytes: Uint8Array): Uint8Array {
    this.took(bytes);
    const blocks: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += BLOCK) {
      const block = bytes.subarray(at, at + BLOCK);
      blocks.push(blockHead(block.length, false), block);
    }
    return this.wrote(joinBytes(...blocks));
  }

  /** Ends a file that was {@link store}d. */
  endStored(): Uint8Array {
    const last = this.wrote(blockHead(0, true));
    return joinBytes(last, this.end());
  }

  /** Ends the file. */
  end(): Uint8Array {
    const facts = this.file();
    this.current = null;
    this.directory.push(centralRecord(facts, this.startedAt));
    return this.put(descriptor(facts));
  }

  /** Ends the archive. */
  finish(): Uint8Array {
    const { offset } = this;
    const list = joinBytes(...this.directory);
    return joinBytes(list, endRecords({ files: this.directory.length, size: list.length, offset }));
  }

  private file(): ZipFacts {
    if (this.current === null) throw new Error('no file was begun');
    return this.current;
  }

  private put(bytes: Uint8Array): Uint8Array {
    this.offset += bytes.length;
    return bytes;
  }
}

/** The head of a block of Deflate that is not packed (RFC 1951, 3.2.4); blocks of this kind begin at whole bytes. */
function blockHead(length: number, isLast: boolean): Uint8Array {
  const not = ~length & 0xffff;
  return Uint8Array.of(isLast ? 1 : 0, length & 0xff, length >> 8, not & 0xff, not >> 8);
}
