/** What is in a snapshot's frames: a head, pages of rows, an end that counts them. */
import * as v from 'valibot';
import { accountIdSchema, countSchema } from '@shared/schemas.ts';
import { decodeBounded, encodeCanonical } from '@domain/codec/canonical.ts';
import { snapshotReasons } from '@domain/snapshot/listing.ts';
import { through } from '../through.ts';
import { type DatabaseShape, type ReadDatabase, type RowPage, databaseShapeSchema } from './databasePages.ts';
import { fromPlain, toPlain } from './plainRows.ts';
import { damaged } from './sealedFrames.ts';

/** Values, keys and containers of one frame: 500 rows, of which a few may be large. */
const MOST_PARTS = 4_000_000;

const headSchema = v.strictObject({
  v: v.literal(1),
  account: accountIdSchema,
  madeAt: countSchema,
  reason: v.picklist(snapshotReasons),
  shape: databaseShapeSchema,
});
/** What a snapshot is of. */
export type SnapshotHead = v.InferOutput<typeof headSchema>;

const pageSchema = v.strictObject({ store: v.string(), rows: v.array(v.unknown()) });
const endSchema = v.strictObject({ rows: countSchema });

/** The frames of a database, without what is in no snapshot. */
export async function* framesOf(head: Omit<SnapshotHead, 'v'>, source: ReadDatabase): AsyncGenerator<Uint8Array> {
  yield await frame({ v: 1, ...head });
  let count = 0;
  for await (const { store, rows } of source.pages()) {
    const kept = rows.flatMap((row) => withoutPassing(store, row));
    if (kept.length === 0) continue;
    count += kept.length;
    yield await frame({ store, rows: kept.map(toPlain) });
  }
  yield await frame({ rows: count });
}

/** A snapshot that is being read: its head, then its pages, to the end. Throws where it does not hold. */
export async function readFrames(
  frames: AsyncGenerator<Uint8Array>,
): Promise<{ readonly head: SnapshotHead; readonly pages: () => AsyncGenerator<RowPage> }> {
  const first = await frames.next();
  if (first.done === true) throw damaged('nothing is in it');
  const head = parsed(headSchema, await unframed(first.value));
  return { head, pages: () => pagesIn(frames, head.shape) };
}

async function* pagesIn(frames: AsyncGenerator<Uint8Array>, { stores }: DatabaseShape): AsyncGenerator<RowPage> {
  let left: number | null = null;
  let count = 0;
  for await (const bytes of frames) {
    if (left !== null) throw damaged('something is behind the end');
    const value = await unframed(bytes);
    const end = v.safeParse(endSchema, value);
    if (end.success) {
      left = end.output.rows - count;
      continue;
    }
    const { store, rows } = parsed(pageSchema, value);
    if (stores.every(({ name }) => name !== store)) throw damaged('rows of no store');
    count += rows.length;
    yield { store, rows: rows.map(fromPlain) };
  }
  if (left !== 0) throw damaged('rows are missing');
}

function parsed<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T {
  const read = v.safeParse(schema, value);
  if (!read.success) throw damaged('a frame of another form');
  return read.output;
}

function frame(value: unknown): Promise<Uint8Array> {
  return through(new CompressionStream('deflate'), encodeCanonical(value));
}

async function unframed(bytes: Uint8Array): Promise<unknown> {
  const plain = await through(new DecompressionStream('deflate'), bytes).catch(() => null);
  const decoded = plain === null ? null : decodeBounded(plain, MOST_PARTS);
  if (decoded?.ok !== true) throw damaged('a frame that is nothing');
  return decoded.value;
}

/** Stores of what is as good as money: who has a note of a mint may spend it, and one that was spent must not come back. */
const MONEY: ReadonlySet<string> = new Set(['mints', 'mintCoins', 'mintTasks']);

/** Stores whose rows may be of what passes. */
const PASSING: Readonly<Record<string, (row: object) => boolean>> = {
  messages: isPassing,
  hidden: isPassing,
  feedPosts: (post) => 'expires' in post && typeof post.expires === 'number',
};

/** A row as it goes into a snapshot: words that end and posts whose time ends are in none (SNP-6). */
function withoutPassing(store: string, row: unknown): readonly unknown[] {
  if (MONEY.has(store) || store === 'messageEnds') return [];
  if (typeof row !== 'object' || row === null) return [row];
  if (PASSING[store]?.(row) === true) return [];
  return store === 'conversations' && endsWithPassing(row) ? [{ ...row, last: null }] : [row];
}

function endsWithPassing(row: object): boolean {
  return 'last' in row && typeof row.last === 'object' && row.last !== null && isPassing(row.last);
}

function isPassing(message: object): boolean {
  if ('ends' in message && message.ends !== undefined) return true;
  return 'body' in message && kindOf(message.body) === 'fleeting';
}

/** What a message's row says it is. */
export function kindOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'kind' in body ? body.kind : null;
}
