import { toBase64url } from '@shared/base64url.ts';
import type { Clock } from '@ports/clock.ts';
import type { LinkChannel, LinkCloseReason } from '@ports/peerTransport.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { SeededRandom } from '../random/seededRandom.ts';
import { MemoryLink } from './memoryLink.ts';
import { MemoryPath, type PathConditions } from './memoryPath.ts';
import type { MemoryRoom } from './memoryRoom.ts';

export interface PairContext {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly conditions: () => PathConditions;
  readonly isCut: (one: MemoryRoom, other: MemoryRoom) => boolean;
  /** One end ended. */
  readonly ended: (
    pair: MemoryPair,
    end: MemoryRoom,
    outcome: { readonly reason: LinkCloseReason; readonly ban: number | undefined },
  ) => void;
}

interface End {
  readonly room: MemoryRoom;
  readonly link: MemoryLink;
  /** From this end to the other. */
  readonly path: MemoryPath;
}

/** Both ends of one link and the two directions between them. */
export class MemoryPair {
  readonly #context: PairContext;
  readonly #ends: readonly [End, End];
  #watch: Disposer = () => {};

  constructor(one: MemoryRoom, other: MemoryRoom, context: PairContext) {
    this.#context = context;
    this.#ends = [this.#end(one, () => second), this.#end(other, () => first)];
    const [first, second] = this.#ends;
  }

  get rooms(): readonly [MemoryRoom, MemoryRoom] {
    return [this.#ends[0].room, this.#ends[1].room];
  }

  get isOver(): boolean {
    return this.#ends.every((end) => end.link.isEnded);
  }

  linkOf(room: MemoryRoom): MemoryLink {
    return this.#endOf(room).link;
  }

  roomOpposite(room: MemoryRoom): MemoryRoom {
    return this.#opposite(this.#endOf(room)).room;
  }

  /** The path was cut, healed, or is to be checked: what is silent for `patience` ms is dead. */
  check(patience: number): void {
    this.#watch();
    if (!this.#isSilent()) {
      for (const end of this.#ends) end.path.release();
      return;
    }
    this.#watch = this.#context.clock.after(patience, () => {
      if (this.#isSilent()) this.fail('timeout');
    });
  }

  /** Ends both sides at once and loses what is under way. */
  fail(reason: LinkCloseReason): void {
    this.#watch();
    for (const end of this.#ends) end.path.close();
    for (const end of this.#ends) end.link.end(reason);
  }

  /** The process of `room` is gone without a word. */
  vanish(room: MemoryRoom): void {
    this.#endOf(room).link.vanish();
    for (const end of this.#ends) end.path.close();
  }

  #isSilent(): boolean {
    const [one, other] = this.rooms;
    return this.#context.isCut(one, other) || one.isGone || other.isGone;
  }

  #end(room: MemoryRoom, opposite: () => End): End {
    const { clock, random, conditions, isCut } = this.#context;
    const path = new MemoryPath({
      clock,
      random,
      conditions,
      isCut: () => isCut(room, opposite().room) || opposite().room.isGone,
      deliver: (channel: LinkChannel, message: Uint8Array) => opposite().link.receive(channel, message),
    });
    const link = new MemoryLink(
      { id: toBase64url(random.bytes(12)), room: room.name },
      () => path,
      (_, reason, ban) => this.#ended(end, reason, ban),
    );
    const end: End = { room, link, path };
    return end;
  }

  #ended(end: End, reason: LinkCloseReason, ban: number | undefined): void {
    const opposite = this.#opposite(end);
    if (reason === 'local' && !opposite.link.isEnded) {
      // A word of farewell comes after all that was handed over; what this side has not heard is lost.
      end.path.finish();
      end.path.afterSync(() => opposite.link.end('remote'));
      opposite.path.close();
      this.check(this.#context.conditions().timeout);
    } else {
      this.#watch();
      for (const each of this.#ends) each.path.close();
    }
    this.#context.ended(this, end.room, { reason, ban });
  }

  #endOf(room: MemoryRoom): End {
    return this.#ends[0].room === room ? this.#ends[0] : this.#ends[1];
  }

  #opposite(end: End): End {
    return this.#ends[0] === end ? this.#ends[1] : this.#ends[0];
  }
}
