import { type Result, fail, ok } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { AbortSignalLike, LinkChannel, LinkError } from '@ports/peerTransport.ts';
import type { SeededRandom } from '../random/seededRandom.ts';

/** How messages travel between two peers. Times in ms, probabilities 0–1. */
export interface PathConditions {
  readonly latency: number;
  /** Added to `latency`, uniform; what reorders realtime messages. */
  readonly jitter: number;
  /** Of realtime messages only: the reliable channels lose nothing but with their link. */
  readonly loss: number;
  readonly duplication: number;
  /** From two peers who can hear each other to a link. */
  readonly connectTime: number;
  /** Silence after which a link is dead. */
  readonly timeout: number;
  /** Bytes per ms in one direction. */
  readonly bandwidth: number;
}

export const GOOD_CONDITIONS: PathConditions = {
  latency: 5,
  jitter: 2,
  loss: 0,
  duplication: 0,
  connectTime: 60,
  timeout: 10_000,
  bandwidth: Number.POSITIVE_INFINITY,
};

const SLICE = 16 * 1024;
type Outcome = Result<void, LinkError>;
type Lane = 'sync' | 'bulk';

interface Outgoing {
  readonly message: Uint8Array;
  left: number;
  readonly settle: (outcome: Outcome) => void;
}

export interface PathContext {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly conditions: () => PathConditions;
  /** While true nothing arrives, and what is under way waits. */
  readonly isCut: () => boolean;
  readonly deliver: (channel: LinkChannel, message: Uint8Array) => void;
}

/** One direction of a link: `sync` before `bulk`, a slice at a time, under the path's conditions. */
export class MemoryPath {
  readonly #context: PathContext;
  readonly #lanes: Record<Lane, Outgoing[]> = { sync: [], bulk: [] };
  readonly #lastArrival: Record<Lane, number> = { sync: 0, bulk: 0 };
  #held: (() => void)[] = [];
  #isBusy = false;
  #isClosed = false;

  constructor(context: PathContext) {
    this.#context = context;
  }

  send(channel: LinkChannel, message: Uint8Array, signal: AbortSignalLike | undefined): Promise<Outcome> {
    const copy = message.slice();
    if (channel === 'realtime') {
      this.#sendRealtime(copy);
      return Promise.resolve(ok());
    }
    return new Promise((resolve) => {
      const abort = (): void => this.#cancel(channel, outgoing);
      const settle = (outcome: Outcome): void => {
        signal?.removeEventListener('abort', abort);
        resolve(outcome);
      };
      const outgoing: Outgoing = { message: copy, left: copy.length, settle };
      signal?.addEventListener('abort', abort);
      this.#lanes[channel].push(outgoing);
      this.#transmit();
    });
  }

  /** Runs `task` on the other side after all that was sent on `sync` before. */
  afterSync(task: () => void): void {
    this.#arrive('sync', task);
  }

  /** Delivers what a cut held back. */
  release(): void {
    for (const task of this.#held.splice(0)) task();
    this.#transmit();
  }

  /** Loses all that is under way. */
  close(): void {
    this.#isClosed = true;
    this.#held = [];
    this.finish();
  }

  /** Takes nothing more; what was handed over still arrives. */
  finish(): void {
    for (const lane of ['sync', 'bulk'] as const) {
      for (const outgoing of this.#lanes[lane].splice(0)) outgoing.settle(fail('link-closed', 'the link ended'));
    }
  }

  #sendRealtime(message: Uint8Array): void {
    const { random, conditions } = this.#context;
    const { loss, duplication } = conditions();
    if (this.#context.isCut() || random.chance(loss)) return;
    const copies = random.chance(duplication) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      this.#context.clock.after(this.#delay(), () => {
        if (!this.#isClosed && !this.#context.isCut()) this.#context.deliver('realtime', message);
      });
    }
  }

  #transmit(): void {
    while (!this.#isBusy && !this.#isClosed && !this.#context.isCut()) {
      const lane: Lane = this.#lanes.sync.length > 0 ? 'sync' : 'bulk';
      const head = this.#lanes[lane][0];
      if (head === undefined) return;
      const slice = Math.min(head.left, SLICE);
      const time = slice / this.#context.conditions().bandwidth;
      if (time === 0) this.#sent(lane, head, slice);
      else this.#occupy(time, () => this.#sent(lane, head, slice));
    }
  }

  #occupy(time: number, task: () => void): void {
    this.#isBusy = true;
    this.#context.clock.after(time, () => {
      this.#isBusy = false;
      task();
      this.#transmit();
    });
  }

  #sent(lane: Lane, outgoing: Outgoing, slice: number): void {
    outgoing.left -= slice;
    if (outgoing.left > 0 || this.#lanes[lane][0] !== outgoing) return;
    this.#lanes[lane].shift();
    outgoing.settle(ok());
    this.#arrive(lane, () => this.#context.deliver(lane, outgoing.message));
  }

  #arrive(lane: Lane, task: () => void): void {
    const { clock } = this.#context;
    const at = Math.max(this.#lastArrival[lane], clock.monotonic() + this.#delay());
    this.#lastArrival[lane] = at;
    clock.after(at - clock.monotonic(), () => {
      if (this.#isClosed) return;
      if (this.#context.isCut() || this.#held.length > 0) this.#held.push(task);
      else task();
    });
  }

  #delay(): number {
    const { latency, jitter } = this.#context.conditions();
    return latency + (jitter === 0 ? 0 : jitter * this.#context.random.fraction());
  }

  #cancel(lane: Lane, outgoing: Outgoing): void {
    const index = this.#lanes[lane].indexOf(outgoing);
    if (index === -1) return;
    this.#lanes[lane].splice(index, 1);
    outgoing.settle(fail('link-cancelled', 'the sender gave up'));
  }
}
