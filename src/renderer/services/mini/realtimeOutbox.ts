import type { Clock } from '@ports/clock.ts';
import type { PeerLink } from '@ports/peerTransport.ts';

/** Most bytes that wait for one link (MPH-20). */
export const MOST_WAITING = 2 * 1024 * 1024;
/** A message that could not begin to leave for this long is too old to be worth it, ms (MPH-20). */
export const PATIENCE = 2000;

interface Waiting {
  readonly frames: readonly Uint8Array[];
  readonly size: number;
  readonly at: number;
}

/**
 * The realtime messages that leave over one link, in turn. A message that was begun goes out whole: a part of one is worth nothing at the other
 * end. What waits too long, or stands before newer ones when there is no more room, is lost whole.
 */
export class RealtimeOutbox {
  private readonly link: Pick<PeerLink, 'send' | 'sendAtOnce'>;
  private readonly clock: Clock;
  private readonly waiting: Waiting[] = [];
  private size = 0;
  private isSending = false;

  constructor(link: Pick<PeerLink, 'send' | 'sendAtOnce'>, clock: Clock) {
    this.link = link;
    this.clock = clock;
  }

  /** Takes the frames of one message. What finds nothing before it is on its way when this returns. */
  put(frames: readonly Uint8Array[]): void {
    if (!this.isSending) {
      const [only, second] = frames;
      if (only !== undefined && second === undefined && this.link.sendAtOnce?.(only) === true) return;
      void this.sendAll(frames);
      return;
    }
    const message = { frames, size: sizeOf(frames), at: this.clock.monotonic() };
    this.waiting.push(message);
    this.size += message.size;
    while (this.size > MOST_WAITING) this.shift();
  }

  private async sendAll(begun: readonly Uint8Array[]): Promise<void> {
    this.isSending = true;
    for (let frames: Waiting['frames'] | undefined = begun; frames !== undefined; frames = this.next()?.frames) {
      for (const frame of frames) {
        const sent = await this.link.send('realtime', frame, { waits: true });
        if (!sent.ok) break;
      }
    }
    this.isSending = false;
  }

  private next(): Waiting | undefined {
    const eldest = this.clock.monotonic() - PATIENCE;
    let message = this.shift();
    while (message !== undefined && message.at < eldest) message = this.shift();
    return message;
  }

  private shift(): Waiting | undefined {
    const message = this.waiting.shift();
    this.size -= message?.size ?? 0;
    return message;
  }
}

function sizeOf(frames: readonly Uint8Array[]): number {
  return frames.reduce((sum, { length }) => sum + length, 0);
}
