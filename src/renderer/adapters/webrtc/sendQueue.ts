import { type Result, fail, ok } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { AbortSignalLike, LinkChannel, LinkError } from '@ports/peerTransport.ts';
import { type BulkAllowance, BulkPace } from './bulkPace.ts';
import { type Bytes, SMALL_FRAME, cutFrame, encodeAbandon } from './frames.ts';
import { HIGH_WATER, LINK_CHANNELS, LOW_WATER, type Wire, type WireChannel } from './wire.ts';

type Outcome = Result<void, LinkError>;

interface Outgoing {
  readonly message: Uint8Array;
  offset: number;
  started: boolean;
  readonly settle: (outcome: Outcome) => void;
}

const SYNC: BulkAllowance = { frame: SMALL_FRAME, ceiling: HIGH_WATER.sync };
/** Each of its messages fits into one frame. */
const REALTIME: BulkAllowance = { frame: SMALL_FRAME, ceiling: HIGH_WATER.realtime };

/**
 * What waits to leave over a link: all of the two reliable lanes, and of `realtime` what was said to wait. Frames of `bulk` go out only while
 * `sync` has nothing queued, and at the pace of {@link BulkPace}, so that a large blob never stands before a message.
 */
export class SendQueue {
  readonly #wire: Wire;
  readonly #sent: (bytes: number) => void;
  readonly #broken: () => void;
  readonly #pace: BulkPace;
  readonly #lanes: Record<LinkChannel, Outgoing[]> = { sync: [], bulk: [], realtime: [] };
  #isClosed = false;

  /** `sent` hears of each frame's size; `broken` is called when the channel refuses a frame. */
  constructor(
    wire: Wire,
    clock: Clock,
    events: { readonly sent: (bytes: number) => void; readonly broken: () => void },
  ) {
    this.#wire = wire;
    this.#pace = new BulkPace(clock, () => this.pump());
    this.#sent = events.sent;
    this.#broken = events.broken;
  }

  /**
   * Hands over a message of `realtime` that nothing stands before; false where it has to wait, see {@link enqueue}. Somebody moves a hand and
   * another sees it: what is not needed for that comes after.
   */
  sendAtOnce(message: Uint8Array): boolean {
    const channel = this.#wire.channels.realtime;
    if (this.#isClosed || this.#lanes.realtime.length > 0 || channel.buffered() >= REALTIME.ceiling) return false;
    const { frame } = cutFrame(message, 0, REALTIME.frame);
    if (!this.#hand(channel, frame)) return false;
    this.#pace.noteTalk();
    return true;
  }

  enqueue(lane: LinkChannel, message: Uint8Array, signal: AbortSignalLike | undefined): Promise<Outcome> {
    if (lane !== 'bulk') this.#pace.noteTalk();
    return new Promise((resolve) => {
      const abort = (): void => this.#cancel(lane, outgoing);
      const outgoing: Outgoing = {
        message,
        offset: 0,
        started: false,
        settle: (outcome) => {
          signal?.removeEventListener('abort', abort);
          resolve(outcome);
        },
      };
      signal?.addEventListener('abort', abort);
      this.#lanes[lane].push(outgoing);
      this.pump();
    });
  }

  /** Hands over as much as the channels take. Called on every new message and whenever a channel drained. */
  pump(): void {
    this.#pumpLane('realtime', REALTIME);
    this.#pumpLane('sync', SYNC);
    const { sync, bulk } = this.#lanes;
    if (bulk.length === 0 || sync.length > 0 || this.#wire.channels.sync.buffered() > LOW_WATER.sync) return;
    const allowance = this.#pace.ask();
    if (allowance !== null) this.#pumpLane('bulk', allowance);
  }

  /** A message came, or one left past this queue, that `bulk` shall not stand in the way of. */
  noteTalk(): void {
    this.#pace.noteTalk();
  }

  /** Fails everything queued. */
  close(): void {
    this.#isClosed = true;
    this.#pace.stop();
    for (const lane of LINK_CHANNELS) {
      for (const outgoing of this.#lanes[lane].splice(0)) outgoing.settle(fail('link-closed', 'the link ended'));
    }
  }

  #pumpLane(lane: LinkChannel, { frame, ceiling }: BulkAllowance): void {
    const channel = this.#wire.channels[lane];
    const queue = this.#lanes[lane];
    while (!this.#isClosed && channel.buffered() < ceiling) {
      const head = queue[0];
      if (head === undefined || !this.#sendNext(channel, head, frame)) return;
      if (head.offset < head.message.length) continue;
      queue.shift();
      head.settle(ok());
    }
  }

  #sendNext(channel: WireChannel, head: Outgoing, most: number): boolean {
    const { frame, next } = cutFrame(head.message, head.offset, most);
    if (!this.#hand(channel, frame)) return false;
    head.offset = next;
    head.started = true;
    return true;
  }

  #hand(channel: WireChannel, frame: Bytes): boolean {
    try {
      channel.send(frame);
    } catch {
      this.#broken();
      return false;
    }
    this.#sent(frame.length);
    return true;
  }

  #cancel(lane: LinkChannel, outgoing: Outgoing): void {
    const queue = this.#lanes[lane];
    const index = queue.indexOf(outgoing);
    if (index === -1) return;
    queue.splice(index, 1);
    outgoing.settle(fail('link-cancelled', 'the sender gave up'));
    // The other side holds a part of it and must not take the next message for its end.
    if (outgoing.started) this.#hand(this.#wire.channels[lane], encodeAbandon());
    this.pump();
  }
}
