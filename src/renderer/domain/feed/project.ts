import * as v from 'valibot';
import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import {
  accountIdSchema,
  blobIdSchema,
  countSchema,
  deviceIdSchema,
  eventIdSchema,
  spaceIdSchema,
  timeSchema,
} from '@shared/schemas.ts';
import { idBytes } from '../event/codec.ts';
import type { AdmittedEvent } from '../event/event.ts';
import { ORDER_END } from '../event/saidOrder.ts';
import { MAX_REMARK, MAX_REMARK_NAME, type NoteRecord, type Said } from './note.ts';
import { orderOfNote } from './noteOrder.ts';
import {
  type Lane,
  MAX_STORY_LIFE,
  type PostBody,
  type PostRecord,
  blobsOf,
  wireIds,
  wirePostSchema,
  wireStorySchema,
} from './post.ts';
import { MAX_MARK, signCountsSchema } from './tally.ts';

/** Kinds of events by lane: `moment.…` in circles and beside them, `channel.…` in channels (FED-4). */
const PREFIXES: Readonly<Record<Lane, string>> = { moments: 'moment.', channels: 'channel.' };

/** Verbs that are said about posts; every other kind of a lane is a {@link WordRecord}. */
export const FeedVerb = {
  posted: 'posted',
  edited: 'edited',
  deleted: 'deleted',
  hushed: 'hushed',
  remarked: 'remarked',
  unremarked: 'unremarked',
  liked: 'liked',
  seen: 'seen',
  tallied: 'tallied',
} as const;
/** See {@link FeedVerb}. */
export type FeedVerb = (typeof FeedVerb)[keyof typeof FeedVerb];

/** The kind of an event. */
export function feedKind(lane: Lane, verb: string): string {
  return PREFIXES[lane] + verb;
}

/** The lane of a kind; null for what is no word of a feed. */
export function laneOf(kind: string): Lane | null {
  if (kind.startsWith(PREFIXES.moments)) return 'moments';
  return kind.startsWith(PREFIXES.channels) ? 'channels' : null;
}

/** That a post (or what was said of it) speaks of a blob: who may have the one may have the other. */
export const blobUseSchema = v.strictObject({
  blob: blobIdSchema,
  /** The event that speaks of it. */
  event: eventIdSchema,
  post: eventIdSchema,
  space: spaceIdSchema,
  size: countSchema,
  at: timeSchema,
  expires: v.nullable(timeSchema),
});
/** See {@link blobUseSchema}. */
export type BlobUse = v.InferOutput<typeof blobUseSchema>;

/** A word about a whole circle or channel (its face, its epochs, an answer): kept as it was said, read by who knows its kind. */
export const wordRecordSchema = v.strictObject({
  id: eventIdSchema,
  space: spaceIdSchema,
  kind: v.pipe(v.string(), v.maxLength(64)),
  author: accountIdSchema,
  device: deviceIdSchema,
  seq: countSchema,
  at: timeSchema,
  body: v.unknown(),
});
/** See {@link wordRecordSchema}. */
export type WordRecord = v.InferOutput<typeof wordRecordSchema>;

/** What one event adds to the tables of the feed: puts alone, so that the order of events does not matter (FED-5). */
export interface FeedRows {
  readonly posts: readonly PostRecord[];
  readonly notes: readonly NoteRecord[];
  readonly uses: readonly BlobUse[];
  readonly words: readonly WordRecord[];
}

/** What says nothing of a feed, or not in a form this version reads. */
export const NO_FEED_ROWS: FeedRows = { posts: [], notes: [], uses: [], words: [] };

/** What several events add. */
export function joinFeedRows(rows: readonly FeedRows[]): FeedRows {
  return {
    posts: rows.flatMap(({ posts }) => posts),
    notes: rows.flatMap(({ notes }) => notes),
    uses: rows.flatMap(({ uses }) => uses),
    words: rows.flatMap(({ words }) => words),
  };
}

const life = v.nullable(timeSchema);
const plainSchema = v.strictObject({ post: wirePostSchema, expires: life });
const storyBodySchema = v.strictObject({ story: wireStorySchema, expires: timeSchema });
/** What is said about a post: which, and what. */
interface About {
  readonly post: EventId;
  readonly said: Said;
  readonly after?: number;
}

const about = <Entries extends v.ObjectEntries>(
  entries: Entries,
  said: (body: v.InferOutput<v.StrictObjectSchema<Entries, undefined>>) => Said,
) => {
  return v.pipe(
    v.strictObject({ post: wireIds.event, body: v.strictObject(entries) }),
    v.transform(({ post, body }): About => ({ post, said: said(body) })),
  );
};
/** The same, of what may name what its author had said before it (FED-7). */
const ordered = <Entries extends v.ObjectEntries>(
  entries: Entries,
  said: (body: v.InferOutput<v.StrictObjectSchema<Entries, undefined>>) => Said,
) => {
  return v.pipe(
    v.strictObject({ post: wireIds.event, after: v.exactOptional(timeSchema), body: v.strictObject(entries) }),
    v.transform(({ body, ...rest }): About => ({ ...rest, said: said(body) })),
  );
};
const aboutSchemas = {
  edited: ordered({ to: wirePostSchema }, ({ to }) => ({ act: 'edit', body: to })),
  deleted: about({}, () => ({ act: 'delete' })),
  hushed: about({ remark: wireIds.event }, ({ remark }) => ({ act: 'hush', remark })),
  remarked: about(
    {
      text: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_REMARK)),
      to: v.nullable(wireIds.event),
      by: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_REMARK_NAME))),
    },
    (remark) => ({ act: 'remark', ...remark }),
  ),
  unremarked: about({ remark: wireIds.event }, ({ remark }) => ({ act: 'unremark', remark })),
  liked: ordered({ mark: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_MARK))) }, ({ mark }) => ({
    act: 'like',
    mark,
  })),
  seen: about({}, () => ({ act: 'seen' })),
  /** With what readers need nothing of: which letters were counted, and for the editors what they said. */
  tallied: about({ signs: signCountsSchema, letters: v.unknown(), desk: v.unknown() }, ({ signs }) => ({
    act: 'tally',
    signs,
  })),
} as const;
/** Acts of which an author's newest holds, whichever of their devices said it. */
const ORDERED: ReadonlySet<Said['act']> = new Set(['edit', 'like', 'tally']);
type AboutVerb = keyof typeof aboutSchemas;

/** The body of an event about a post, from what it says and, where a clock does not tell (FED-7), what its author had said before. */
export function aboutBody(
  post: EventId,
  { body, after }: { readonly body: unknown; readonly after?: number | undefined },
): Record<string, unknown> {
  return { post: idBytes(post), ...(after === undefined ? {} : { after }), body };
}

/** Projects an admitted event of a feed (FED-5). Never throws; what does not fit its schema adds nothing. */
export function projectFeed(event: AdmittedEvent): FeedRows {
  const { kind } = event.content;
  const lane = laneOf(kind);
  if (lane === null) return NO_FEED_ROWS;
  const verb = kind.slice(PREFIXES[lane].length);
  if (verb === FeedVerb.posted) return postRows(event, lane);
  if (!isAbout(verb)) return { ...NO_FEED_ROWS, words: [wordOf(event)] };
  const read = v.safeParse(aboutSchemas[verb], event.content.body);
  return read.success ? noteRows(event, read.output) : NO_FEED_ROWS;
}

function postRows(event: AdmittedEvent, lane: Lane): FeedRows {
  const { space, device, seq } = event.content;
  const place = { id: event.id, space, lane, author: event.author, device, seq, at: event.sortAt };
  const plain = v.safeParse(plainSchema, event.content.body);
  if (plain.success) {
    const { post: body, expires } = plain.output;
    const record = { ...place, expires, body, story: null };
    return { ...NO_FEED_ROWS, posts: [record], uses: usesOf(record, event.id, body) };
  }
  const told = v.safeParse(storyBodySchema, event.content.body);
  // What would stand for longer is no story. Counted from where it is shown: a clock far ahead buys no time.
  if (!told.success || told.output.expires > event.sortAt + MAX_STORY_LIFE) return NO_FEED_ROWS;
  const { story, expires } = told.output;
  const post = { ...place, expires, body: null, story };
  const use = { event: event.id, post: event.id, space, at: event.sortAt, expires };
  const { blob, size, files = [] } = story;
  const shown = new Map([{ blob, size }, ...files].map((file) => [file.blob, { ...file, ...use }]));
  return { ...NO_FEED_ROWS, posts: [post], uses: [...shown.values()] };
}

function usesOf(
  post: Pick<PostRecord, 'id' | 'space' | 'at' | 'expires'>,
  event: EventId,
  body: PostBody,
): readonly BlobUse[] {
  const uses = new Map<BlobId, BlobUse>();
  for (const { blob, size } of blobsOf(body)) {
    const known = uses.get(blob);
    const use = { blob, event, post: post.id, space: post.space, size, at: post.at, expires: post.expires };
    if (known === undefined || known.size < size) uses.set(blob, use);
  }
  return [...uses.values()];
}

function noteRows(event: AdmittedEvent, what: About): FeedRows {
  const { post, said } = what;
  const { space, seq, device, at } = event.content;
  const signed = at === event.sortAt ? {} : { signedAt: at };
  const by = { id: event.id, space, author: event.author, seq, device, at: event.sortAt };
  const note: NoteRecord = { ...by, ...signed, ...what };
  if (ORDERED.has(said.act) && orderOfNote(note) >= ORDER_END) return NO_FEED_ROWS;
  const place = { id: post, space, at: event.sortAt, expires: null };
  const uses = said.act === 'edit' ? usesOf(place, event.id, said.body) : [];
  // What editors need of a tally stands apart: who shows a post reads all its notes.
  const words = said.act === 'tally' ? [wordOf(event)] : [];
  return { ...NO_FEED_ROWS, notes: [note], uses, words };
}

function isAbout(verb: string): verb is AboutVerb {
  return Object.hasOwn(aboutSchemas, verb);
}

function wordOf(event: AdmittedEvent): WordRecord {
  const { space, kind, device, seq, body } = event.content;
  return { id: event.id, space, kind, author: event.author, device, seq, at: event.sortAt, body };
}

/** Where a word of a kind is looked up: newest first within a space. */
export interface WordPlace {
  readonly space: SpaceId;
  readonly kind: string;
}
