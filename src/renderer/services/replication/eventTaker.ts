import type { SpaceId } from '@shared/ids.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import type { LinkMessage } from '@domain/link/messages.ts';
import { decodeSyncMessage } from '@domain/log/syncMessage.ts';
import type { Acknowledger } from './acknowledger.ts';
import type { Comparison } from './comparison.ts';
import type { Refusal } from './failures.ts';
import type { ForkSearch } from './forkSearch.ts';
import type { HistoryFetch } from './historyFetch.ts';
import { isInnocent, isStoreError } from './offences.ts';
import { type SessionCore, sharedLog } from './session.ts';
import type { SpaceLog } from './spaceLog.ts';

/** The parts of a session that hear what came of an event. */
export interface TakerWays {
  readonly comparison: Comparison;
  readonly acknowledger: Acknowledger;
  readonly fetch: HistoryFetch;
  readonly forkSearch: ForkSearch;
  readonly strike: (space: SpaceId | null, code: string) => void;
}

/** Takes the events a peer sends, and judges the peer by those that are refused (REP-8, REP-9). */
export class EventTaker {
  private readonly core: SessionCore;
  private readonly ways: TakerWays;

  constructor(core: SessionCore, ways: TakerWays) {
    this.core = core;
    this.ways = ways;
  }

  async onSync(message: LinkMessage & { readonly t: 'sync' }): Promise<void> {
    const log = await sharedLog(this.core, message.space);
    if (log === null) return;
    const sync = decodeSyncMessage(message.message);
    if (!sync.ok) this.ways.strike(message.space, sync.error.code);
    else if (sync.value.kind === 'step1') this.ways.comparison.answer(log, message.bucket, sync.value.counts);
    else await this.onTaken(log, message.bucket, await log.take(message.bucket, sync.value.update));
  }

  async onEvent(payload: Uint8Array): Promise<void> {
    const event = decodeEvent(payload);
    if (!event.ok) return this.ways.strike(null, event.error.code);
    const { space, device, at } = event.value.content;
    const log = await sharedLog(this.core, space);
    if (log === null) return;
    const taken = await log.takePiece({ device, payloads: [payload], isAsked: false });
    await this.onTaken(log, bucketOf(at), taken);
  }

  private async onTaken(log: SpaceLog, bucket: number, taken: Awaited<ReturnType<SpaceLog['take']>>): Promise<void> {
    if (!taken.ok) return this.onRefusal(log, bucket, taken.error);
    for (const { content } of taken.value) this.core.known.note(log.space, content.device, content.seq);
    this.ways.acknowledger.brought(log.space, taken.value.length > 0);
  }

  onRefusal(log: SpaceLog, bucket: number | null, error: Refusal): void {
    this.core.context.log.write('warn', 'admission', `refused: ${error.code}`);
    const isGap = error.code === 'update-gap' || error.code === 'chain-gap';
    if (isGap && bucket !== null) this.ways.comparison.askGap(log, bucket);
    else if (isGap) this.ways.fetch.askHeads(log);
    if (error.fork !== undefined) void this.ways.forkSearch.begin(log, error.fork);
    if (error.code === 'chain-ended') this.ways.forkSearch.tell(log.space);
    const isOpenEnded = this.core.context.directory.isOpenEnded(log.space);
    const isOffence =
      !isInnocent(error, { isOpenEnded }) || (!isStoreError(error) && !this.core.budgets.refusals.take());
    if (isOffence) this.ways.strike(log.space, error.code);
  }
}
