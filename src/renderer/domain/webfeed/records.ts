/** What this device keeps of feeds of the web, as small records of the feed (`FeedKeep`). */
import * as v from 'valibot';
import type { SpaceId } from '@shared/ids.ts';
import { countSchema, eventIdSchema, timeSchema } from '@shared/schemas.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { type FeedKeep, MAX_KEEP_BYTES } from '../feed/kept.ts';
import { MAX_SUMMARY, MAX_TITLE } from '../feed/post.ts';
import { webFeedProblems } from './problems.ts';

/** Kinds of records (WFD-6). All but the texts stand under the feed's id, a text under its entry's. */
export const WebFeedKeep = {
  /** That it is followed: comes back with the journal. */
  follow: 'web-feed',
  /** What was fetched last: fetched again when it is lost. */
  state: 'derived.web-feed',
  text: 'derived.web-feed-text',
} as const;

/** Most feeds one follows. */
export const MOST_FEEDS = 500;
/** Most entries of one feed that are kept, the newest. */
export const MOST_ENTRIES = 100;
/** Longest words of an entry that has no title. */
export const MAX_ENTRY_WORDS = 1000;
const MAX_URL = 2048;

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const url = v.pipe(text(MAX_URL), v.regex(/^https?:\/\/[^\s/?#@]+(?:[/?#]\S*)?$/iu));

/** A feed that is followed. */
export const followedFeedSchema = v.strictObject({
  v: v.literal(1),
  url,
  /** What it called itself when it was followed. */
  name: text(MAX_TITLE),
  muted: v.boolean(),
  since: timeSchema,
});
/** See {@link followedFeedSchema}. */
export type FollowedFeed = v.InferOutput<typeof followedFeedSchema>;

/** An entry as a list shows it. */
export const feedEntrySchema = v.strictObject({
  id: eventIdSchema,
  /** Tells whether its writer changed it. */
  mark: text(16),
  /** Where it stands, ms: its writer's word, never later than when it was found. */
  at: timeSchema,
  found: timeSchema,
  /** Empty: it is words alone. */
  title: text(MAX_TITLE),
  words: text(MAX_ENTRY_WORDS),
  link: v.nullable(url),
  /** How many words its text has. */
  length: countSchema,
  /** Its text as it is here: how large, and since when, ms. Not there: it was let go, or never was. */
  text: v.optional(v.strictObject({ bytes: countSchema, at: timeSchema })),
});
/** See {@link feedEntrySchema}. */
export type FeedEntry = v.InferOutput<typeof feedEntrySchema>;

/** What was fetched of a feed. */
export const feedStateSchema = v.strictObject({
  v: v.literal(1),
  name: text(MAX_TITLE),
  description: text(MAX_SUMMARY),
  site: v.nullable(url),
  etag: v.nullable(text(256)),
  modified: v.nullable(text(256)),
  /** When it was read last, ms; null for never. */
  fetchedAt: v.nullable(timeSchema),
  /** When it is tried next, ms. */
  nextAt: timeSchema,
  /** How often it failed since. */
  failures: countSchema,
  problem: v.nullable(v.picklist(webFeedProblems)),
  /** What was found until then was seen, ms. */
  readAt: timeSchema,
  /** Newest first. */
  entries: v.pipe(v.array(feedEntrySchema), v.maxLength(MOST_ENTRIES), v.readonly()),
});
/** See {@link feedStateSchema}. */
export type FeedState = v.InferOutput<typeof feedStateSchema>;

/** A feed of which nothing was fetched yet. */
export function freshState(name: string, now: number): FeedState {
  return {
    v: 1,
    name,
    ...{ description: '', site: null, etag: null, modified: null },
    ...{ fetchedAt: null, nextAt: now, failures: 0, problem: null, readAt: 0, entries: [] },
  };
}

/** The record of a follow. */
export function followKeep(feed: SpaceId, followed: FollowedFeed): Omit<FeedKeep, 'at'> {
  return { kind: WebFeedKeep.follow, id: feed, bytes: encodeCanonical(v.parse(followedFeedSchema, followed)) };
}

/** Without its oldest entries where all of them are more than a record holds. */
export function fittingState(state: FeedState): FeedState {
  let fitting = state;
  for (let { length } = stateKeep(fitting).bytes; length > MAX_KEEP_BYTES; { length } = stateKeep(fitting).bytes) {
    const most = Math.floor(fitting.entries.length * Math.min(0.9, MAX_KEEP_BYTES / length));
    fitting = { ...fitting, entries: fitting.entries.slice(0, most) };
  }
  return fitting;
}

/** The record of what was fetched. */
export function stateKeep(state: FeedState): Pick<FeedKeep, 'kind' | 'bytes'> {
  return { kind: WebFeedKeep.state, bytes: encodeCanonical(v.parse(feedStateSchema, state)) };
}

/** Null for what is no such record. */
export function readFollow(keep: Pick<FeedKeep, 'bytes'>): FollowedFeed | null {
  return read(followedFeedSchema, keep);
}

/** Null for what is no such record. */
export function readState(keep: Pick<FeedKeep, 'bytes'>): FeedState | null {
  return read(feedStateSchema, keep);
}

function read<Schema extends v.GenericSchema>(
  schema: Schema,
  { bytes }: Pick<FeedKeep, 'bytes'>,
): v.InferOutput<Schema> | null {
  return readCanonical(schema, bytes);
}
