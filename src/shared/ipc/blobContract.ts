/** The part of the host contract that keeps blobs. */
import * as v from 'valibot';
import { BLOB_CHUNK_BYTES, MAX_BLOB_BYTES, MAX_BLOB_CHUNKS, MAX_OUTLINE_BYTES } from '../blob.ts';
import { type AccountId, isIdText } from '../ids.ts';
import { blobIdSchema, bytesUpTo, countSchema } from '../schemas.ts';

/** Most chunks of an own file in one call. */
export const MAX_DRAFT_CHUNKS = 8;
/** Most blobs in one page of the list. */
export const MAX_BLOB_PAGE = 1000;

const account = v.custom<AccountId>((value) => typeof value === 'string' && isIdText(value), 'not an account id');
const id = blobIdSchema;
const size = v.pipe(countSchema, v.maxValue(MAX_BLOB_BYTES));
const index = v.pipe(countSchema, v.maxValue(MAX_BLOB_CHUNKS - 1));
const draft = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const nothing = v.strictObject({});
const holding = v.strictObject({ size, chunks: bytesUpTo(MAX_BLOB_CHUNKS / 8), isComplete: v.boolean() });
const listing = v.strictObject({ id, size, held: countSchema, isComplete: v.boolean() });
const outline = { size, hashes: bytesUpTo(MAX_OUTLINE_BYTES) };

/** name → input schema, output schema; see `contract.ts`. */
export const blobContract = {
  /** Begins an own file of `size` bytes whose id is not known yet. It is lost when the host ends before it is sealed. */
  'blob.draft': { input: v.strictObject({ account, size }), output: v.strictObject({ draft }) },
  /** The next chunks of a draft, from chunk `index`, in order: whole ones, but for the last of the file. */
  'blob.append': {
    input: v.strictObject({ account, draft, index, bytes: bytesUpTo(MAX_DRAFT_CHUNKS * BLOB_CHUNK_BYTES) }),
    output: nothing,
  },
  /** Makes a blob of a draft that is whole; durable when it answers. */
  'blob.seal': { input: v.strictObject({ account, draft }), output: v.strictObject({ id, size }) },
  /** Throws a draft away. */
  'blob.discard': { input: v.strictObject({ account, draft }), output: nothing },
  /** Makes room for a blob that others give; `blob-mismatch` when the outline is not the id's. What is here of it stays. */
  'blob.begin': { input: v.strictObject({ account, id, ...outline }), output: holding },
  /** Keeps one chunk, if it is the one the outline names (`blob-mismatch`). `isComplete` is said once everything is durable. */
  'blob.write': {
    input: v.strictObject({ account, id, index, bytes: bytesUpTo(BLOB_CHUNK_BYTES) }),
    output: v.strictObject({ isComplete: v.boolean() }),
  },
  /** What there is of a blob: one bit for each chunk, least significant first; null when there is nothing. */
  'blob.holding': {
    input: v.strictObject({ account, id }),
    output: v.strictObject({ holding: v.nullable(holding) }),
  },
  'blob.outline': {
    input: v.strictObject({ account, id }),
    output: v.strictObject({ outline: v.nullable(v.strictObject(outline)) }),
  },
  /** One chunk, checked; null when it is not here. One that no longer fits its hash is dropped and counts as not here. */
  'blob.read': {
    input: v.strictObject({ account, id, index }),
    output: v.strictObject({ bytes: v.nullable(bytesUpTo(BLOB_CHUNK_BYTES)) }),
  },
  'blob.remove': { input: v.strictObject({ account, id }), output: nothing },
  /** Blobs in the order of the bytes of their ids, those after `after`. `next` is what to go on after, null at the end. */
  'blob.list': {
    input: v.strictObject({ account, after: v.nullable(id) }),
    output: v.strictObject({ blobs: v.pipe(v.array(listing), v.maxLength(MAX_BLOB_PAGE)), next: v.nullable(id) }),
  },
  /** Bytes that the account's blobs take, and bytes free on the disk, null where the system does not say. */
  'blob.space': {
    input: v.strictObject({ account }),
    output: v.strictObject({ used: countSchema, free: v.nullable(countSchema) }),
  },
} as const satisfies Record<string, { input: v.GenericSchema; output: v.GenericSchema }>;
