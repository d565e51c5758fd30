import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { clientOf } from '@domain/log/client.ts';
import type { Clock } from '@ports/clock.ts';
import { Turn } from '../turn.ts';
import type { FloorOf } from './heads.ts';
import { ResendBudget } from './resendBudget.ts';
import { MOST_ANSWERS } from './sessionLimits.ts';
import type { SpaceLog } from './spaceLog.ts';

/** The counts of a peer, by the Yjs client of each chain. */
type Counts = ReadonlyMap<number, number>;

/** What a peer asks of a bucket, and up to where it is given nothing. */
export interface Question {
  readonly bucket: number;
  readonly counts: Counts;
  readonly floorOf?: FloorOf | undefined;
}

/** What was sent of one bucket to one peer. */
export interface ServedBucket {
  /** By chain: up to where it was sent. */
  readonly upTo: Map<DeviceId, number>;
  readonly budget: ResendBudget;
}

/** Answers what one peer lacks, and not without end (REP-12). One per link, over what the peer had of earlier ones. */
export class HistoryServer {
  private readonly served: Map<string, ServedBucket>;
  /** Apart from what is heard, so that long answers do not hold up short words. */
  private readonly turn = new Turn();
  /** The last question for each bucket whose answer has not begun. */
  private readonly waiting = new Map<string, Counts>();
  private readonly clock: Clock;

  constructor(clock: Clock, served = new Map<string, ServedBucket>()) {
    this.clock = clock;
    this.served = served;
  }

  /**
   * Sends what a peer with these counts lacks in a bucket, after what it asked for before. `send` resolves when the link took
   * it, so that a peer that does not read holds up its own answers and nothing else, and with false when there is no more use.
   * Of several questions for one bucket that wait, only the last is answered. Asked too often, it says nothing.
   */
  async answer(
    log: SpaceLog,
    { bucket, counts, floorOf }: Question,
    send: (update: Uint8Array) => Promise<boolean>,
  ): Promise<void> {
    if (log.heads.bucket(bucket).length === 0) return;
    const key = keyOf(log.space, bucket);
    const isWaiting = this.waiting.has(key);
    if (!isWaiting && this.waiting.size >= MOST_ANSWERS) return;
    this.waiting.set(key, counts);
    if (isWaiting) return;
    await this.turn.take(async () => {
      const last = this.waiting.get(key) ?? counts;
      this.waiting.delete(key);
      await this.serve(log, { bucket, counts: last, floorOf }, send);
    });
  }

  private async serve(
    log: SpaceLog,
    { bucket, counts, floorOf }: Question,
    send: (update: Uint8Array) => Promise<boolean>,
  ): Promise<void> {
    const served = this.servedOf(keyOf(log.space, bucket));
    const heads = [...log.heads.bucket(bucket)];
    const theirs = (device: DeviceId) => counts.get(clientOf(log.space, bucket, device)) ?? 0;
    const isAgain = heads.some(({ device }) => theirs(device) < (served.upTo.get(device) ?? 0));
    if (isAgain && !served.budget.allowsAgain()) return;
    let bytes = 0;
    for await (const update of log.updatesAbove(bucket, theirs, floorOf)) {
      bytes += update.length;
      if (!(await send(update))) break;
    }
    for (const { device, count } of heads) served.upTo.set(device, Math.max(count, served.upTo.get(device) ?? 0));
    served.budget.sent(bytes, isAgain);
  }

  private servedOf(key: string): ServedBucket {
    const known = this.served.get(key);
    if (known !== undefined) return known;
    const served = { upTo: new Map<DeviceId, number>(), budget: new ResendBudget(this.clock) };
    this.served.set(key, served);
    return served;
  }
}

function keyOf(space: SpaceId, bucket: number): string {
  return `${space} ${bucket}`;
}
