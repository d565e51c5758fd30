/** What is inside a backup, byte by byte. See SPEC.md beside this file, and docs/BACKUP.md. */
import { createHash } from 'node:crypto';

/** Bytes of the salt that every record's hash is made with. */
export const SALT_BYTES = 16;
/** Bytes at the beginning: magic and salt. */
export const CONTAINER_HEAD_BYTES = 8 + SALT_BYTES;
/** Bytes a record takes beside its body. */
export const RECORD_HEAD_BYTES = 29;
/** Longest body: one call's worth of journal entries, or a blob's whole outline. */
export const MOST_BODY_BYTES = 5 * 1024 * 1024;

/** What a record is. Numbers, as they stand in the file. */
export const RECORD_KINDS = {
  manifest: 1,
  note: 2,
  entries: 3,
  blob: 4,
  chunk: 5,
  end: 6,
  piece: 7,
  index: 8,
  extra: 9,
} as const;
/** Bytes before those of a chunk or piece: the blob's id, and which one it is. */
export const PIECE_HEAD_BYTES = 36;

/** What this program writes. It reads version 1 as well. */
const MAGIC = Buffer.from('BNYNBAK2', 'latin1');
const OLDEST_VERSION = 0x31;
const MARKER = Buffer.from([0xb5, 0x4a, 0xe1, 0x75]);
const HASH_BYTES = 16;
const HASH_AT = 13;

/** One record as it was read. `ordinal` counts records from 0. */
export interface BackupRecord {
  readonly kind: number;
  readonly ordinal: number;
  readonly body: Uint8Array;
  /** Of a piece: SHA-256 of its bytes, so that nobody has to hash them twice. Null of all else. */
  readonly digest: Uint8Array | null;
}

/** A record to be written: its body in parts, so that nobody copies them. A piece comes with the SHA-256 of its bytes. */
export interface NewRecord {
  readonly kind: number;
  readonly ordinal: number;
  readonly body: readonly Uint8Array[];
  readonly digest?: Uint8Array;
}

/** The first bytes of a container. */
export function encodeHead(salt: Uint8Array): Uint8Array {
  return Buffer.concat([MAGIC, salt]);
}

/** The salt of a container's first bytes; `newer` when a later version wrote them, null when they are nothing of ours. */
export function readHead(head: Uint8Array): Uint8Array | 'newer' | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const name = MAGIC.length - 1;
  if (bytes.length < CONTAINER_HEAD_BYTES || Buffer.compare(bytes.subarray(0, name), MAGIC.subarray(0, name)) !== 0) {
    return null;
  }
  const version = bytes[name] ?? 0;
  const own = MAGIC[name] ?? 0;
  if (version > own) return version <= 0x39 ? 'newer' : null;
  if (version < OLDEST_VERSION) return null;
  return new Uint8Array(bytes.subarray(MAGIC.length, CONTAINER_HEAD_BYTES));
}

/** One record: its head, and what its body is made of. */
export function encodeRecord(salt: Uint8Array, record: NewRecord): Uint8Array[] {
  const head = Buffer.alloc(RECORD_HEAD_BYTES);
  MARKER.copy(head, 0);
  head[4] = record.kind;
  head.writeUInt32LE(record.ordinal, 5);
  head.writeUInt32LE(
    record.body.reduce((sum, part) => sum + part.length, 0),
    9,
  );
  const [pieceHead] = record.body;
  const isPiece = record.digest !== undefined && pieceHead !== undefined;
  const covered = isPiece ? [pieceHead, record.digest] : record.body;
  recordHash(salt, head.subarray(0, HASH_AT), covered).copy(head, HASH_AT);
  return [head, ...record.body];
}

function recordHash(salt: Uint8Array, head: Uint8Array, covered: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256').update(salt).update(head);
  for (const part of covered) hash.update(part);
  return hash.digest().subarray(0, HASH_BYTES);
}

/**
 * Finds records in plain text that comes in pieces and may have holes. After a hole it looks for the next whole record; the salt, which nobody
 * who wrote what is inside could know, is what tells one from bytes that only look like it.
 */
export class RecordScanner {
  readonly #salt: Uint8Array;
  /** What is looked through, and what of it belongs to no record yet: the latter is copied before the former is anybody else's. */
  #bytes: Buffer = Buffer.alloc(0);
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes that belong to no whole record. */
  skipped = 0;

  constructor(salt: Uint8Array) {
    this.#salt = salt;
  }

  /**
   * The records that the parts of `plain`, one behind the other, complete. All lies in `room` where that is long enough, or else in memory of its
   * own; nothing of it is looked at again, so that it may be handed over, or used again once nobody needs these records.
   */
  push(plain: readonly Uint8Array[], room?: ArrayBuffer): BackupRecord[] {
    const parts = [this.#bytes, ...plain];
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const isRoomy = room !== undefined && room.byteLength >= length;
    // Never of Node's pool, which cannot be handed over.
    const bytes = isRoomy ? Buffer.from(room, 0, length) : Buffer.allocUnsafeSlow(length);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    this.#bytes = bytes;
    return this.#scan(false);
  }

  /** What follows is not what came before it: a half record is given up. What lies whole behind it is answered. */
  hole(): BackupRecord[] {
    const left = Buffer.allocUnsafeSlow(this.#bytes.length);
    left.set(this.#bytes);
    this.#bytes = left;
    const found = this.#scan(true);
    this.skipped += this.#bytes.length;
    this.#bytes = Buffer.alloc(0);
    return found;
  }

  #scan(isEnd: boolean): BackupRecord[] {
    const found: BackupRecord[] = [];
    let at = 0;
    for (;;) {
      const next = this.#bytes.indexOf(MARKER, at);
      if (next === -1) {
        // A marker may be cut in two by the end of this piece.
        const rest = Math.max(at, isEnd ? this.#bytes.length : this.#bytes.length - MARKER.length + 1);
        this.skipped += rest - at;
        at = rest;
        break;
      }
      this.skipped += next - at;
      at = next;
      const read = this.#recordAt(at);
      if (read === 'unfinished' && !isEnd) break;
      if (read === 'unfinished' || read === null) {
        this.skipped += 1;
        at += 1;
      } else {
        found.push(read);
        at += RECORD_HEAD_BYTES + read.body.length;
      }
    }
    this.#keep(this.#bytes.subarray(at));
    return found;
  }

  #keep(rest: Buffer): void {
    if (this.#rest.length < rest.length) this.#rest = Buffer.allocUnsafeSlow(2 * rest.length);
    this.#bytes = this.#rest.subarray(0, rest.length);
    this.#bytes.set(rest);
  }

  #recordAt(at: number): BackupRecord | 'unfinished' | null {
    const bytes = this.#bytes;
    if (bytes.length - at < RECORD_HEAD_BYTES) return 'unfinished';
    const length = bytes.readUInt32LE(at + 9);
    if (length > MOST_BODY_BYTES) return null;
    const bodyAt = at + RECORD_HEAD_BYTES;
    if (bytes.length < bodyAt + length) return 'unfinished';
    const own = bytes.subarray(bodyAt, bodyAt + length);
    const kind = bytes[at + 4] ?? 0;
    const digest = kind === RECORD_KINDS.piece ? digestOf(own) : null;
    const covered = digest === null ? [own] : [own.subarray(0, PIECE_HEAD_BYTES), digest];
    const expected = recordHash(this.#salt, bytes.subarray(at, at + HASH_AT), covered);
    if (!expected.equals(bytes.subarray(at + HASH_AT, bodyAt))) return null;
    // A copy of what is small and may be kept: the memory around it is used again. A piece is soon on the disk.
    const body = digest === null ? new Uint8Array(own) : own;
    return { kind, ordinal: bytes.readUInt32LE(at + 5), body, digest };
  }
}

function digestOf(body: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(body.subarray(PIECE_HEAD_BYTES)).digest());
}
