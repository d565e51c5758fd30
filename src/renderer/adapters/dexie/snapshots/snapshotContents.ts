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
  let before = '';
  const passing = new Set<unknown>();
  for await (const { store, rows } of source.pages()) {
    // Anew for each store, and after its rows were read: what came meanwhile may end, too.
    if (store !== before && store in BESIDE) await addPassing(source, passing);
    before = store;
    const kept = rows.flatMap((row) => withoutPassing(store, row, passing));
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

/** Stores of what stands beside messages and posts, and what names these there: names of files are in them, and what was said about both. */
const BESIDE: Readonly<Record<string, 'message' | 'post'>> = {
  attachments: 'message',
  messageNames: 'message',
  messageNotes: 'message',
  pins: 'message',
  feedNotes: 'post',
  feedUses: 'post',
  feedMarks: 'post',
};

/** Ids of messages whose words end, and of posts whose time ends. */
async function addPassing(source: ReadDatabase, ids: Set<unknown>): Promise<void> {
  for await (const { rows } of source.pages('messageEnds')) for (const row of rows) ids.add(fieldOf(row, 'message'));
  for (const store of ['hidden', 'feedPosts'])
    for await (const { rows } of source.pages(store))
      for (const row of rows) if (isPassingIn(store, row)) ids.add(fieldOf(row, 'id'));
}

function isPassingIn(store: string, row: unknown): boolean {
  return typeof row === 'object' && row !== null && PASSING[store]?.(row) === true;
}

/** A row as it goes into a snapshot: words that end, posts whose time ends, and what stands beside either are in none (SNP-6). */
function withoutPassing(store: string, row: unknown, passing: ReadonlySet<unknown>): readonly unknown[] {
  if (MONEY.has(store) || store === 'messageEnds' || isPassingIn(store, row)) return [];
  const about = BESIDE[store];
  if (about !== undefined && passing.has(fieldOf(row, about))) return [];
  if (typeof row !== 'object' || row === null) return [row];
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

/** A field of a row; undefined for what is none. */
export function fieldOf(row: unknown, name: string): unknown {
  return typeof row === 'object' && row !== null ? Reflect.get(row, name) : undefined;
}
