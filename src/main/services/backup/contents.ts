/** The bodies of a backup's records. */
import { decode, encode } from 'cborg';
import * as v from 'valibot';
import { MAX_BLOB_BYTES } from '@shared/blob.ts';
import type { BlobId } from '@shared/ids.ts';
import { toBase64url } from '@shared/base64url.ts';
import { accountIdSchema, blobIdSchema, bytesUpTo, countSchema, timeSchema } from '@shared/schemas.ts';
import type { Outline } from '../blobs/outline.ts';

/** The version this program writes, and the newest it reads. */
export const BACKUP_VERSION = 2;
/** About how many bytes of entries go into one record: what one damaged part may take along. */
export const ENTRIES_BODY_BYTES = 256 * 1024;

const ID_BYTES = 32;

const partSchema = v.object({ number: countSchema, entries: countSchema, blobs: countSchema });
/** One of the parts a backup rests on, and what it holds. */
export type BackupPart = v.InferOutput<typeof partSchema>;

const chainSchema = v.object({
  /** The same in all that belong together. */
  set: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u)),
  /** Counts from 0 within the set. */
  number: countSchema,
  parts: v.pipe(v.array(partSchema), v.maxLength(4096)),
});
/** Where a backup stands among those it rests on. */
export type BackupChain = v.InferOutput<typeof chainSchema>;

const manifestSchema = v.object({
  v: countSchema,
  account: accountIdSchema,
  /** When the backup was begun, ms. */
  createdAt: timeSchema,
  /** What the clock said then, where `createdAt` had to be later than that of those before it. */
  madeAt: v.exactOptional(timeSchema),
  /** The version of the program that wrote it. */
  app: v.pipe(v.string(), v.maxLength(64)),
  /** How many numbers the journal had given, those of dropped entries too, and how many blobs there were, when it was begun. */
  entries: countSchema,
  blobs: countSchema,
  /** About how many bytes all that is. */
  bytes: countSchema,
  /** Of one that rests on earlier ones, or others on it: which it is of how many. */
  chain: v.optional(chainSchema),
});
/** What a backup says of itself at its beginning. */
export type BackupManifest = v.InferOutput<typeof manifestSchema>;

const endSchema = v.object({
  v: countSchema,
  /** What was written. */
  entries: countSchema,
  blobs: countSchema,
  chunks: countSchema,
  /** Bytes of the journal that were damaged already, so that they are not here. */
  damaged: countSchema,
  /** Blobs that went, or lost a chunk, while the backup was written. */
  absent: v.pipe(v.array(blobIdSchema), v.maxLength(100_000)),
});
/** What a backup says of itself at its end. */
export type BackupEnd = v.InferOutput<typeof endSchema>;

const noteSchema = v.object({ name: v.pipe(v.string(), v.maxLength(64)), bytes: bytesUpTo(256 * 1024) });
/** A small thing under a name, which is the app's own. */
export type BackupNote = v.InferOutput<typeof noteSchema>;

/** Encodes a manifest, an end or a note. */
export function encodeFields(fields: BackupManifest | BackupEnd | BackupNote): Uint8Array {
  return encode(fields);
}

/** Null when it is not what it should be. */
export function readManifest(body: Uint8Array): BackupManifest | null {
  return read(manifestSchema, body);
}

/** As {@link readManifest}. */
export function readEnd(body: Uint8Array): BackupEnd | null {
  return read(endSchema, body);
}

/** As {@link readManifest}. */
export function readNote(body: Uint8Array): BackupNote | null {
  return read(noteSchema, body);
}

function read<Schema extends v.GenericSchema>(schema: Schema, body: Uint8Array): v.InferOutput<Schema> | null {
  try {
    const parsed = v.safeParse(schema, decode(body));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Entries one after another, each behind its length. */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(entry.length);
      return [length, entry];
    }),
  );
}

/** Null when lengths and bytes do not go together. */
export function readEntries(body: Uint8Array): Uint8Array[] | null {
  const bytes = bufferOf(body);
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes.length - at < 4) return null;
    const end = at + 4 + bytes.readUInt32LE(at);
    if (end > bytes.length) return null;
    entries.push(body.subarray(at + 4, end));
    at = end;
  }
  return entries;
}

/** A blob's id, size and outline. */
export function encodeBlob(id: BlobId, { size, hashes }: Outline): Uint8Array {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(size));
  return Buffer.concat([idBytes(id), length, hashes]);
}

/** As {@link readEntries}. Whether the outline makes the id is for who keeps it. */
export function readBlob(body: Uint8Array): { readonly id: BlobId; readonly outline: Outline } | null {
  if (body.length < ID_BYTES + 8) return null;
  const size = bufferOf(body).readBigUInt64LE(ID_BYTES);
  if (size > BigInt(MAX_BLOB_BYTES)) return null;
  return { id: idOf(body), outline: { size: Number(size), hashes: new Uint8Array(body.subarray(ID_BYTES + 8)) } };
}

/** What stands before the bytes of a piece: which blob's, and which of its chunks. */
export function encodePieceHead(id: BlobId, index: number): Uint8Array {
  const number = Buffer.alloc(4);
  number.writeUInt32LE(index);
  return Buffer.concat([idBytes(id), number]);
}

/** As {@link readBlob}. */
export function readChunk(
  body: Uint8Array,
): { readonly id: BlobId; readonly index: number; readonly bytes: Uint8Array } | null {
  if (body.length < ID_BYTES + 4) return null;
  return { id: idOf(body), index: bufferOf(body).readUInt32LE(ID_BYTES), bytes: body.subarray(ID_BYTES + 4) };
}

/** Ids of blobs, one after another. */
export function encodeIndex(ids: readonly BlobId[]): Uint8Array {
  return Buffer.concat(ids.map(idBytes));
}

/** As {@link readEntries}. */
export function readIndex(body: Uint8Array): BlobId[] | null {
  if (body.length % ID_BYTES !== 0) return null;
  return Array.from({ length: body.length / ID_BYTES }, (_, place) => idOf(body.subarray(place * ID_BYTES)));
}

function idBytes(id: BlobId): Buffer {
  return Buffer.from(id, 'base64url');
}

function idOf(body: Uint8Array): BlobId {
  // 32 bytes in base64url are an id, whatever they are.
  return toBase64url(body.subarray(0, ID_BYTES)) as BlobId;
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
