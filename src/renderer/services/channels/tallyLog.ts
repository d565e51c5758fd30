import * as v from 'valibot';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { talliedSchema } from '@domain/channel/deskWords.ts';
import { ChannelKeep } from '@domain/channel/records.ts';
import { openValue } from '@domain/channel/seal.ts';
import {
  type Reaction,
  type Reactions,
  allReactions,
  encodeReactions,
  joinReactions,
  reactionsSchema,
} from '@domain/channel/tally.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import { FeedVerb, type WordRecord, feedKind } from '@domain/feed/project.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { ChannelKeeps } from './channelKeeps.ts';
import { type AgreementKey, deskSeal } from './channelKeys.ts';
import { channelAuthor } from './knownChannel.ts';

/** Newest tallies of a channel that are read: what those before said is kept, unless this device lost what it kept. */
export const MOST_TALLIES = 2000;
/** Tallies whose reactions are held in memory. */
const MOST_OPENED = 500;
const TALLIED = feedKind('channels', FeedVerb.tallied);

type Tallied = v.InferOutput<typeof talliedSchema> & { readonly word: WordRecord };

/** The tallies of a channel, as its editors read them. */
export interface ToldTallies {
  /** When each post was last told of. */
  readonly lastOf: ReadonlyMap<EventId, number>;
  about(post: EventId): readonly Tallied[];
  /** How many reactions were counted since some time, by all editors. */
  countedSince(since: number): number;
}

/** What editors counted: out of the channel's log, and what this device put together of it. */
export class TallyLog {
  private readonly feed: Pick<FeedStore, 'words'>;
  private readonly keeps: ChannelKeeps;
  /** What was opened, by event: opening is slow. */
  private readonly opened = new Map<EventId, readonly Reaction[]>();

  constructor(parts: { readonly feed: Pick<FeedStore, 'words'>; readonly keeps: ChannelKeeps }) {
    this.feed = parts.feed;
    this.keeps = parts.keeps;
  }

  /** The post a word tells of, and receipts of what it counts; null for what is no tally. */
  static read(body: unknown): { readonly post: EventId; readonly receipts: readonly string[] } | null {
    const read = v.safeParse(talliedSchema, body);
    // Ids of events and of letters are told apart by where they stand.
    return read.success ? { post: read.output.post as EventId, receipts: read.output.receipts } : null;
  }

  async read(space: SpaceId): Promise<ToldTallies> {
    // What writers say does not count.
    const words = await this.feed.words({ space, kind: TALLIED, author: channelAuthor(space) }, MOST_TALLIES);
    const told = (words.ok ? words.value : []).flatMap((word): readonly Tallied[] => {
      const read = v.safeParse(talliedSchema, word.body);
      return read.success ? [{ ...read.output, word }] : [];
    });
    return {
      lastOf: new Map(told.toReversed().map(({ post, word }) => [post as EventId, word.at])),
      about: (post) => told.filter((one) => one.post === post),
      countedSince: (since) =>
        told.filter(({ word }) => word.at >= since).reduce((sum, { receipts }) => sum + receipts.length, 0),
    };
  }

  /** All that editors know of the reactions to a post. */
  async reactionsTo(post: EventId, told: readonly Tallied[], inboxes: readonly AgreementKey[]): Promise<Reactions> {
    const row = await this.keeps.get(ChannelKeep.reactions, post);
    const kept = row.ok && row.value !== null ? readKept(row.value.bytes) : [];
    const said = told.flatMap((one) => this.open(one, inboxes));
    return joinReactions(new Map(), [...kept, ...said]);
  }

  async keep(post: EventId, reactions: Reactions): Promise<void> {
    const bytes = encodeCanonical(encodeReactions(allReactions(reactions)));
    await this.keeps.put([{ kind: ChannelKeep.reactions, id: post, bytes }]);
  }

  private open({ word, desk }: Tallied, inboxes: readonly AgreementKey[]): readonly Reaction[] {
    const known = this.opened.get(word.id);
    if (known !== undefined) return known;
    for (const inbox of inboxes) {
      const read = v.safeParse(reactionsSchema, openValue(desk.box, deskSeal(word.space, inbox, desk.nonce)));
      if (!read.success) continue;
      if (this.opened.size >= MOST_OPENED) this.opened.clear();
      this.opened.set(word.id, read.output);
      return read.output;
    }
    // A secret that is not here yet may come.
    return [];
  }
}

function readKept(bytes: Uint8Array): readonly Reaction[] {
  return readCanonical(reactionsSchema, bytes) ?? [];
}
