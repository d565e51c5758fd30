import { fromBase64url } from '@shared/base64url.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { joinBytes } from '@domain/codec/bytes.ts';
import { MOST_IN_TALLY } from '@domain/channel/deskWords.ts';
import { type ReactionLetter, RECEIPT_LENGTH, receiptOf } from '@domain/channel/letter.ts';
import {
  REACTION_AHEAD,
  type Reaction,
  type Reactions,
  countSigns,
  encodeReactions,
  isSameTally,
  joinReactions,
  readerOf,
} from '@domain/channel/tally.ts';
import { idBytes } from '@domain/event/codec.ts';
import { FeedVerb } from '@domain/feed/project.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { Turn } from '../turn.ts';
import type { ChannelBook } from './channelBook.ts';
import type { Inboxes } from './inboxes.ts';
import { type KnownChannel, channelAuthor, roleOf } from './knownChannel.ts';
import type { SayInChannel } from './sayInChannel.ts';
import type { AgreementKey, ChannelKeys } from './channelKeys.ts';
import type { TallyLog, ToldTallies } from './tallyLog.ts';

/** The first letter waits for others for so long before they are counted, ms; a part of it is drawn, so that editors do not all count at once. */
export const GATHER_FOR = 10_000;
/** One device tells what it counted in a channel so often at most, ms. */
export const TALLY_EVERY = 5 * 60_000;
/** One post is told of anew when so many parts of its age have gone by since it last was: the older it is, the less often. */
const PARTS_OF_AGE = 20;
/** Reactions that wait in one channel. */
export const MOST_UNCOUNTED = 1000;
/** Reactions all editors of a channel count in a day: each stays in the log, so on every reader's disk. */
export const MOST_COUNTED_A_DAY = 2000;
const DAY = 24 * 3_600_000;
/** Most posts that are told of at a time. */
const MOST_POSTS = 20;

/** What counting works with. */
export interface ReactionDeskParts {
  readonly book: ChannelBook;
  readonly keys: ChannelKeys;
  readonly inboxes: Inboxes;
  readonly log: TallyLog;
  readonly feed: Pick<FeedStore, 'posts'>;
  readonly say: SayInChannel;
  /** Lets a letter go for which there is no place now: who brings it again brings it as new. */
  readonly release: (id: string) => void;
  readonly clock: Clock;
  readonly random: Random;
}

interface Uncounted {
  readonly id: string;
  readonly post: EventId;
  readonly reaction: Reaction;
}

interface Round {
  readonly space: SpaceId;
  readonly secrets: readonly AgreementKey[];
  readonly inbox: AgreementKey;
  readonly told: ToldTallies;
}

/** What readers think of posts, counted by the editors' devices (CHN-19). What stands in the log is what holds. */
export class ReactionDesk {
  private readonly parts: ReactionDeskParts;
  private readonly turn = new Turn();
  private readonly waiting = new Map<SpaceId, Map<string, Uncounted>>();
  /** Posts of which another editor told. */
  private readonly doubtful = new Map<SpaceId, Set<EventId>>();
  private readonly rounds = new Map<SpaceId, Disposer>();
  private readonly lastRound = new Map<SpaceId, number>();
  private isDisposed = false;

  constructor(parts: ReactionDeskParts) {
    this.parts = parts;
  }

  dispose(): void {
    this.isDisposed = true;
    for (const stop of this.rounds.values()) stop();
  }

  /** A reaction came that was sealed to the editors. */
  take(space: SpaceId, id: string, { post, mark, at, thread }: ReactionLetter): void {
    // It would stand above whatever that reader thinks later.
    if (at > this.parts.clock.now() + REACTION_AHEAD) return;
    const waiting = this.waiting.get(space) ?? new Map<string, Uncounted>();
    if (waiting.size >= MOST_UNCOUNTED) return this.parts.release(id);
    this.waiting.set(space, waiting.set(id, { id, post, reaction: { reader: readerOf(thread), mark, at } }));
    this.countSoon(space);
  }

  /** Another editor said what they counted. */
  counted(
    space: SpaceId,
    { post, receipts: told }: { readonly post: EventId; readonly receipts: readonly string[] },
  ): void {
    const counted = new Set(told);
    const waiting = this.waiting.get(space) ?? new Map<string, Uncounted>();
    for (const id of waiting.keys()) if (counted.has(receiptOf(id))) waiting.delete(id);
    this.doubtful.set(space, (this.doubtful.get(space) ?? new Set()).add(post));
    this.countSoon(space);
  }

  /** The channel's letters are nothing of this device's any more. */
  leave(space: SpaceId): void {
    this.waiting.delete(space);
    this.doubtful.delete(space);
  }

  private countSoon(space: SpaceId): void {
    if (this.isDisposed || this.rounds.has(space)) return;
    const { clock, random } = this.parts;
    const last = this.lastRound.get(space);
    const drawn = 1 + (random.bytes(1)[0] ?? 0) / 256;
    const rest = last === undefined ? 0 : last + TALLY_EVERY - clock.monotonic();
    const stop = clock.after(Math.max(rest, GATHER_FOR * drawn), () => {
      this.rounds.delete(space);
      void this.turn.take(() => this.count(space));
    });
    this.rounds.set(space, stop);
  }

  private async count(space: SpaceId): Promise<void> {
    const { book, inboxes, clock, log } = this.parts;
    const channel = book.get(space);
    if (channel === null || !isEdited(channel)) return this.leave(space);
    const secrets = await inboxes.of(channel);
    const [inbox] = secrets;
    if (inbox === undefined) return;
    this.lastRound.set(space, clock.monotonic());
    const round = { space, secrets, inbox, told: await log.read(space) };
    await this.countLetters(round);
    await this.settleDoubts(round);
    if (this.hasWork(space)) this.countSoon(space);
  }

  private hasWork(space: SpaceId): boolean {
    return (this.waiting.get(space)?.size ?? 0) + (this.doubtful.get(space)?.size ?? 0) > 0;
  }

  private async countLetters(round: Round): Promise<void> {
    const { space, secrets, told } = round;
    const { log, clock } = this.parts;
    let left = MOST_COUNTED_A_DAY - told.countedSince(clock.now() - DAY);
    for (const [post, letters] of await this.due(round)) {
      const some = letters.slice(0, Math.min(MOST_IN_TALLY, left));
      if (some.length === 0) break;
      const before = await log.reactionsTo(post, told.about(post), secrets);
      const reactions = some.map(({ reaction }) => reaction);
      const now = joinReactions(before, reactions);
      // What is older than what is known was counted long ago, or taken back.
      if (now !== before && !(await this.tell(round, post, { now, reactions, some }))) break;
      this.forget(space, some);
      left -= some.length;
    }
  }

  /** Two editors who counted at one time each know what the other did not: whoever sees it first says what both come to. */
  private async settleDoubts(round: Round): Promise<void> {
    const { space, secrets, told } = round;
    const doubtful = this.doubtful.get(space) ?? new Set<EventId>();
    this.doubtful.delete(space);
    for (const post of doubtful) {
      const [newest] = told.about(post);
      const now = await this.parts.log.reactionsTo(post, told.about(post), secrets);
      if (newest === undefined || isSameTally(countSigns(now), newest.signs)) continue;
      await this.tell(round, post, { now, reactions: [], some: [] });
    }
  }

  private async tell(
    { space, inbox }: Round,
    post: EventId,
    told: { readonly now: Reactions; readonly reactions: readonly Reaction[]; readonly some: readonly Uncounted[] },
  ): Promise<boolean> {
    const desk = this.parts.keys.sealDesk(space, inbox, encodeReactions(told.reactions));
    const body = { signs: countSigns(told.now), letters: receipts(told.some), desk };
    const said = await this.parts.say(space, FeedVerb.tallied, { post: idBytes(post), body });
    if (said.ok) await this.parts.log.keep(post, told.now);
    return said.ok;
  }

  /** Posts of the channel that may be told of now, with what waits for them. What is of no post that is here is not counted. */
  private async due({
    space,
    told: { lastOf },
  }: Round): Promise<readonly (readonly [EventId, readonly Uncounted[]])[]> {
    const byPost = new Map<EventId, Uncounted[]>();
    for (const one of this.waiting.get(space)?.values() ?? []) {
      const letters = byPost.get(one.post) ?? [];
      letters.push(one);
      byPost.set(one.post, letters);
    }
    const found = await this.parts.feed.posts([...byPost.keys()]);
    if (!found.ok) return [];
    const here = new Map(found.value.map((post) => [post.id, post]));
    const now = this.parts.clock.now();
    return [...byPost]
      .filter(([id, letters]) => {
        const post = here.get(id);
        if (post?.space !== space || post.author !== channelAuthor(space)) return this.forget(space, letters);
        const last = lastOf.get(id);
        return last === undefined || now >= last + (last - post.at) / PARTS_OF_AGE;
      })
      .toSorted(([, one], [, other]) => other.length - one.length)
      .slice(0, MOST_POSTS);
  }

  private forget(space: SpaceId, letters: readonly Uncounted[]): false {
    for (const { id } of letters) this.waiting.get(space)?.delete(id);
    return false;
  }
}

function isEdited({ charter, pen }: KnownChannel): boolean {
  const role = roleOf(charter, pen?.key ?? null);
  return role === 'owner' || role === 'editor';
}

function receipts(letters: readonly Uncounted[]): Uint8Array {
  return joinBytes(
    ...letters.flatMap(({ id }) => {
      const bytes = fromBase64url(id);
      return bytes.ok ? [bytes.value.slice(0, RECEIPT_LENGTH)] : [];
    }),
  );
}
