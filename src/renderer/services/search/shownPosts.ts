import * as v from 'valibot';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { spaceIdSchema } from '@shared/schemas.ts';
import { type Charter, unpackCharter } from '@domain/channel/charter.ts';
import { channelOf } from '@domain/channel/link.ts';
import { ChannelKeep, channelRecordSchema, readRecord } from '@domain/channel/records.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import type { PostRecord } from '@domain/feed/post.ts';
import { MomentKeep, readKeptCircle, readKeptPass } from '@domain/moments/kept.ts';
import type { FeedKeeps } from '@ports/feedStore.ts';
import type { StoreError } from '@ports/recordTable.ts';
import { channelAuthor } from '../channels/knownChannel.ts';

/** Whether a post is one of those that the screens show somewhere, by where and whose it is. */
export type IsShown = (post: Pick<PostRecord, 'lane' | 'space' | 'author' | 'device' | 'seq'>) => boolean;

/** What tells it. */
export interface ShownParts {
  readonly feed: { readonly keeps: Pick<FeedKeeps, 'all'> };
  readonly self: AccountId;
  /** Contacts one hears of, and oneself. */
  readonly people: ReadonlySet<AccountId>;
}

/**
 * Which posts may be found or counted (SRC-8): moments in a circle of one's own or one was let into, of people one knows and did not mute; of
 * channels one follows or writes in, what is the channel's own and no pen said beyond its end.
 */
export async function readShown({ feed, self, people }: ShownParts): Promise<Result<IsShown, StoreError>> {
  const { keeps } = feed;
  const [circles, passes, muted, channels, charters] = await Promise.all([
    keeps.all(MomentKeep.circle),
    keeps.all(MomentKeep.pass),
    keeps.all(MomentKeep.muted),
    keeps.all(ChannelKeep.channel),
    keeps.all(ChannelKeep.charter),
  ]);
  if (!circles.ok) return circles;
  if (!passes.ok) return passes;
  if (!muted.ok) return muted;
  if (!channels.ok) return channels;
  if (!charters.ok) return charters;
  const own = spacesOf(circles.value, ({ bytes }) => isOfPosts(readKeptCircle(bytes)));
  const held = spacesOf(passes.value, ({ bytes }) => isOfPosts(readKeptPass(bytes)));
  const silent = new Set<string>(muted.value.map(({ id }) => id));
  const isChannels = channelRule(channels.value, charters.value);
  return ok((post) => {
    if (post.lane === 'channels') return isChannels(post);
    if (post.author === self) return own.has(post.space);
    return held.has(post.space) && people.has(post.author) && !silent.has(post.author);
  });
}

/** Covers stand above albums, not among posts. */
function isOfPosts(kept: { readonly kind: string } | null): boolean {
  return kept !== null && kept.kind !== 'cover';
}

function spacesOf(rows: readonly FeedKeep[], isOne: (row: FeedKeep) => boolean): ReadonlySet<SpaceId> {
  return new Set(rows.flatMap((row) => (v.is(spaceIdSchema, row.id) && isOne(row) ? [row.id] : [])));
}

function channelRule(channels: readonly FeedKeep[], charters: readonly FeedKeep[]): IsShown {
  const known = new Set<SpaceId>();
  for (const row of channels) {
    const record = readRecord(channelRecordSchema, row);
    if (record !== null && (record.followed || record.pen !== null)) known.add(channelOf(record));
  }
  const packed = new Map(charters.map(({ id, bytes }) => [id, bytes]));
  const unpacked = new Map<SpaceId, Charter | null>();
  const charterOf = (space: SpaceId): Charter | null => {
    const before = unpacked.get(space);
    if (before !== undefined) return before;
    const bytes = packed.get(space);
    const read = bytes === undefined ? null : unpackCharter(bytes);
    const charter = read?.ok === true ? read.value : null;
    unpacked.set(space, charter);
    return charter;
  };
  return ({ space, author, device, seq }) => {
    if (!known.has(space) || author !== channelAuthor(space)) return false;
    const end = charterOf(space)?.ends.get(device);
    return end === undefined || seq <= end.seq;
  };
}
