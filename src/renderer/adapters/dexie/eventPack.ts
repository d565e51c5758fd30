/** Rows of consecutive events made into one, and back. */
import * as v from 'valibot';
import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import type { EventId } from '@shared/ids.ts';
import { accountIdSchema, countSchema, timeSchema } from '@shared/schemas.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { decodeBounded, encodeCanonical } from '@domain/codec/canonical.ts';
import { ID_LENGTH } from './rowDoor.ts';
import type { EventPack, EventRow } from './schema.ts';
import { through } from './through.ts';

/** Most events in one pack: it is read whole. */
export const MOST_PACKED = 128;
/** Fewer events than this gain too little from lying together. */
export const LEAST_PACKED = 8;
/** A pack is ended when its payloads are longer than this, bytes. */
const MOST_BYTES = 96 * 1024;
/** Parts of a body beside those of its rows. */
const OTHER_PARTS = 64;
/** Parts of one row in a body. */
const ROW_PARTS = 5;

/** What a body holds: who wrote, and for each event the place of its author in that list, `sortAt`, {@link cutPrev}, and what is left. */
const bodySchema = v.strictObject({
  authors: v.array(accountIdSchema),
  rows: v.array(v.strictTuple([countSchema, timeSchema, countSchema, v.instance(Uint8Array)])),
});

/**
 * One row that holds all of these: consecutive events of one chain in one bucket, at least one. Null when what was made is not
 * exactly what went in: a row is let go only for a pack that was read back.
 */
export async function packRows(rows: readonly EventRow[]): Promise<EventPack | null> {
  const made = await bodyOf(rows);
  if (made === null) return null;
  const back = await unpackRows(made.pack);
  return back !== null && back.length === rows.length && back.every((row, place) => isSame(row, rows[place]))
    ? made.pack
    : null;
}

/**
 * The same of rows that were never written: no row is let go, so it is enough that what was compressed comes back, which costs a fifth of
 * reading the rows out of it.
 */
export async function packNew(rows: readonly EventRow[]): Promise<EventPack | null> {
  const made = await bodyOf(rows);
  if (made === null) return null;
  return equalBytes(await through(new DecompressionStream('deflate'), made.pack.body), made.plain) ? made.pack : null;
}

/** Rows in one, and its body as it was before it was compressed; null where there are none. */
async function bodyOf(
  rows: readonly EventRow[],
): Promise<{ readonly pack: EventPack; readonly plain: Uint8Array } | null> {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return null;
  const { space, bucket, device, seq: firstSeq } = first;
  const ids = new Uint8Array(rows.length * ID_LENGTH);
  for (const [place, { id }] of rows.entries()) ids.set(bytesOfId(id), place * ID_LENGTH);
  const authors = [...new Set(rows.map(({ author }) => author))];
  const cut = rows.map(({ author, sortAt, payload }, place) => {
    const [prevAt, left] = cutPrev(payload, place === 0 ? null : idAt(ids, place - 1));
    return [authors.indexOf(author), sortAt, prevAt, left];
  });
  const plain = encodeCanonical({ authors, rows: cut });
  const body = await through(new CompressionStream('deflate'), plain);
  return { pack: { space, bucket, device, firstSeq, lastSeq: last.seq, ids, body }, plain };
}

/** The rows a pack was made of; null when it cannot be read. */
export async function unpackRows({ body, ...pack }: EventPack): Promise<readonly EventRow[] | null> {
  const count = pack.ids.length / ID_LENGTH;
  const bytes = await through(new DecompressionStream('deflate'), body).catch(() => null);
  const decoded = bytes === null ? null : decodeBounded(bytes, count * ROW_PARTS + MOST_PACKED + OTHER_PARTS);
  const parsed = decoded?.ok === true ? v.safeParse(bodySchema, decoded.value) : null;
  if (parsed?.success !== true || parsed.output.rows.length !== count) return null;
  const { authors, rows } = parsed.output;
  const { space, bucket, device, firstSeq, ids } = pack;
  const whole = rows.flatMap(([author, sortAt, prevAt, left], place): readonly EventRow[] => {
    const known = authors[author];
    if (known === undefined) return [];
    if (prevAt > 0 && place > 0) left.set(idAt(ids, place - 1), prevAt - 1);
    const id = idTextAt(ids, place);
    // A view of all that was unpacked would keep that alive, and be cloned with it.
    return [{ id, space, bucket, device, seq: firstSeq + place, author: known, sortAt, payload: left.slice() }];
  });
  return whole.length === count ? whole : null;
}

/** The first of these that one pack takes: those that follow each other in one chain and bucket, and are not too many. */
export function runOf(rows: readonly EventRow[]): readonly EventRow[] {
  const [first] = rows;
  const some = rows.slice(0, MOST_PACKED);
  let bytes = 0;
  const end = some.findIndex(({ seq, bucket, payload }, place) => {
    bytes += payload.length;
    const isNext = seq === (first?.seq ?? 0) + place && bucket === first?.bucket;
    return !isNext || (bytes > MOST_BYTES && place >= LEAST_PACKED);
  });
  return end === -1 ? some : some.slice(0, end);
}

/** The id of one of the events of a pack, null when it holds none at that place of the chain. */
export function packedId({ firstSeq, lastSeq, ids }: EventPack, seq: number): EventId | null {
  return seq < firstSeq || seq > lastSeq ? null : idTextAt(ids, seq - firstSeq);
}

/** Whether one of the events of a pack is this. */
export function packHolds({ ids }: Pick<EventPack, 'ids'>, id: EventId): boolean {
  const wanted = bytesOfId(id);
  const [first] = wanted;
  if (first === undefined) return false;
  for (let at = 0; at < ids.length; at += ID_LENGTH)
    if (ids[at] === first && equalBytes(ids.subarray(at, at + ID_LENGTH), wanted)) return true;
  return false;
}

/**
 * An event names the one before it by hash: 32 bytes that nothing compresses, and that stand in the list of ids already. They are
 * taken out wherever they are; the number says where, counted from 1, and is 0 when they were not found.
 */
function cutPrev(payload: Uint8Array, prev: Uint8Array | null): readonly [number, Uint8Array] {
  const first = prev?.[0];
  if (prev === null || first === undefined) return [0, payload];
  for (let at = payload.indexOf(first); at !== -1; at = payload.indexOf(first, at + 1)) {
    if (at + ID_LENGTH > payload.length) break;
    if (equalBytes(payload.subarray(at, at + ID_LENGTH), prev))
      return [at + 1, payload.slice().fill(0, at, at + ID_LENGTH)];
  }
  return [0, payload];
}

function isSame(first: EventRow, second: EventRow | undefined): boolean {
  if (second === undefined || !equalBytes(first.payload, second.payload)) return false;
  return NAMES.every((name) => first[name] === second[name]);
}

const NAMES = ['id', 'space', 'bucket', 'device', 'seq', 'author', 'sortAt'] as const;

function idAt(ids: Uint8Array, place: number): Uint8Array {
  return ids.subarray(place * ID_LENGTH, (place + 1) * ID_LENGTH);
}

function idTextAt(ids: Uint8Array, place: number): EventId {
  return toBase64url(idAt(ids, place)) as EventId;
}

function bytesOfId(id: EventId): Uint8Array {
  const bytes = fromBase64url(id);
  return bytes.ok ? bytes.value : new Uint8Array(ID_LENGTH);
}
