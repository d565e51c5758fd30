import { crc32 } from 'node:zlib';

const HEAD = 8;
const ID = 8;
const HASH = 32;
const PUT_HEAD = 1 + ID + 8 + HASH + HASH;
const KIND = { secret: 1, put: 2, gone: 3 } as const;

/** Longest body of a record, bytes. */
export const MAX_BODY = 256 * 1024;
/** Length of what stands before a body. */
export const RECORD_HEAD = HEAD;

/** Something that happened, as the file of a mailbox service has it. */
export type StoreRecord =
  | { readonly kind: 'secret'; readonly secret: Uint8Array }
  | {
      readonly kind: 'put';
      readonly id: number;
      readonly until: number;
      readonly box: string;
      readonly hash: string;
      /** Where in the record the bundle begins. */
      readonly offset: number;
      readonly length: number;
    }
  | { readonly kind: 'gone'; readonly ids: readonly number[] };

/** Length and check of a body, and the body. */
function frame(body: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(body.length, 0);
  head.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([head, body]);
}

/** A record of the secret of a store. */
export function writeSecret(secret: Uint8Array): Buffer {
  return frame(Buffer.concat([Buffer.of(KIND.secret), secret]));
}

/** A record of a bundle. */
export function writePut(put: {
  readonly id: number;
  readonly until: number;
  readonly box: string;
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array;
}): Buffer {
  const head = Buffer.alloc(1 + ID + 8);
  head[0] = KIND.put;
  head.writeBigUInt64BE(BigInt(put.id), 1);
  head.writeBigUInt64BE(BigInt(put.until), 1 + ID);
  return frame(Buffer.concat([head, Buffer.from(put.box, 'base64url'), put.hash, put.bytes]));
}

/** Where in a record of a bundle its bytes begin. */
export const PUT_OFFSET: number = HEAD + PUT_HEAD;

/** A record of bundles that were taken out. */
export function writeGone(ids: readonly number[]): Buffer {
  const body = Buffer.alloc(1 + ids.length * ID);
  body[0] = KIND.gone;
  for (const [place, id] of ids.entries()) body.writeBigUInt64BE(BigInt(id), 1 + place * ID);
  return frame(body);
}

/** The body length that stands in the head of a record; null where no record begins so. */
export function bodyLength(head: Buffer): number | null {
  const length = head.length < HEAD ? 0 : head.readUInt32BE(0);
  return length > 0 && length <= MAX_BODY ? length : null;
}

/** What a record says; null when it is damaged. */
export function readRecord(head: Buffer, body: Buffer): StoreRecord | null {
  if (crc32(body) !== head.readUInt32BE(4)) return null;
  switch (body[0]) {
    case KIND.secret:
      return body.length === 33 ? { kind: 'secret', secret: new Uint8Array(body.subarray(1)) } : null;
    case KIND.put:
      return body.length > PUT_HEAD ? readPut(body) : null;
    case KIND.gone:
      return { kind: 'gone', ids: Array.from({ length: (body.length - 1) / ID }, (_, place) => idAt(body, place)) };
    default:
      return null;
  }
}

function readPut(body: Buffer): StoreRecord {
  const box = body.subarray(1 + ID + 8, 1 + ID + 8 + HASH).toString('base64url');
  const hash = body.subarray(PUT_HEAD - HASH, PUT_HEAD).toString('base64url');
  const until = Number(body.readBigUInt64BE(1 + ID));
  return { kind: 'put', id: idAt(body, 0), until, box, hash, offset: PUT_OFFSET, length: body.length - PUT_HEAD };
}

function idAt(body: Buffer, place: number): number {
  return Number(body.readBigUInt64BE(1 + place * ID));
}
