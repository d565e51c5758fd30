import type { SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import {
  ARRIVALS_KEEP,
  type ArrivalMark,
  SWEEP_TIME_KEEP,
  type SweepTime,
  arrivalBytes,
  cameAt,
  readArrivals,
  readSweepTime,
  sweepTimeAt,
  sweepTimeBytes,
  withArrivals,
} from '@domain/retention/arrivals.ts';
import type { Clock } from '@ports/clock.ts';
import type { ChainHead, DocumentStore, Stored } from '@ports/documentStore.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';

/** What arrivals are kept with. */
export interface ArrivalParts {
  readonly store: Pick<DocumentStore, 'feed' | 'conversations' | 'allChainHeads'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
}

/** How old messages are on this device. */
export interface KnownArrivals {
  /** What is taken for now. */
  readonly now: number;
  readonly cameAt: (message: Pick<MessageRecord, 'space' | 'device' | 'seq'>) => number;
}

type Place = Pick<ChainHead, 'space' | 'device'>;

/** Records at each sweep which messages are here, so that later ones know since when they are (RET-10, RET-11). */
export class Arrivals {
  private readonly parts: ArrivalParts;

  constructor(parts: ArrivalParts) {
    this.parts = parts;
  }

  /** Records what came to chats since the last sweep, and how far time has gone. */
  async meet(): Stored {
    const { store, keeper } = this.parts;
    const time = await this.time();
    if (!time.ok) return time;
    const known = await store.feed.keeps.all(ARRIVALS_KEEP);
    if (!known.ok) return known;
    const [chats, heads] = [await store.conversations.all(), await store.allChainHeads()];
    if (!chats.ok) return chats;
    if (!heads.ok) return heads;
    const spaces = new Set<SpaceId>(chats.value.map(({ space }) => space));
    const inChats = heads.value.filter(({ space }) => spaces.has(space));
    const kept = await keeper.put([
      { ...SWEEP_TIME_KEEP, bytes: sweepTimeBytes(time.value) },
      ...metNow(marksIn(known.value), inChats, Math.max(time.value.at, this.parts.clock.now())),
    ]);
    if (!kept.ok) return kept;
    const ids = new Set(inChats.map(idOf));
    for (const { id } of known.value) if (!ids.has(id)) await keeper.remove(ARRIVALS_KEEP, id);
    return ok();
  }

  async known(): Stored<KnownArrivals> {
    const { store, clock } = this.parts;
    const [time, keeps] = [await this.time(), await store.feed.keeps.all(ARRIVALS_KEEP)];
    if (!time.ok) return time;
    if (!keeps.ok) return keeps;
    const marks = marksIn(keeps.value);
    return ok({
      now: Math.min(clock.now(), time.value.at),
      cameAt: (message) => cameAt(marks.get(idOf(message)) ?? [], message.seq),
    });
  }

  private async time(): Stored<SweepTime> {
    const { store, clock } = this.parts;
    const kept = await store.feed.keeps.get(SWEEP_TIME_KEEP.kind, SWEEP_TIME_KEEP.id);
    if (!kept.ok) return kept;
    return ok(sweepTimeAt(kept.value === null ? null : readSweepTime(kept.value.bytes), clock.now()));
  }
}

/** Records of chains that have more than they had. */
function metNow(
  known: ReadonlyMap<string, readonly ArrivalMark[]>,
  heads: readonly ChainHead[],
  at: number,
): readonly Omit<FeedKeep, 'at'>[] {
  return heads.flatMap((head) => {
    const id = idOf(head);
    const marks = withArrivals(known.get(id) ?? [], { at, floor: head.floor, head: head.seq });
    return marks === null ? [] : [{ kind: ARRIVALS_KEEP, id, bytes: arrivalBytes(marks) }];
  });
}

function marksIn(keeps: readonly FeedKeep[]): ReadonlyMap<string, readonly ArrivalMark[]> {
  return new Map(keeps.map(({ id, bytes }) => [id, readArrivals(bytes)]));
}

function idOf({ space, device }: Place): string {
  return `${space}/${device}`;
}
