import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import { isParting, readEquivocation } from '@domain/event/readEquivocation.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import type { LinkMessage } from '@domain/link/messages.ts';
import { GIVEN_NOTHING } from './context.ts';
import { type SessionCore, floorFor, sharedLog } from './session.ts';
import type { SpaceLog } from './spaceLog.ts';

type Events = LinkMessage & { readonly t: 'events' };

/** A proof that was told this long ago is told again where it may be lacking, ms. */
const PROOF_PATIENCE = 60_000;

/** A stretch of the peer's branch that was asked for. */
interface Question {
  readonly from: number;
  readonly below: number;
}

/**
 * Finds with one peer the place where a chain parts, from an event that does not fit what is held here on (REP-20): asks for
 * the peer's branch downward and compares, until two events that differ follow the same one.
 */
export class ForkSearch {
  private readonly core: SessionCore;
  private readonly asked = new Map<string, Question>();
  /** By id of a proof: when it was told last. */
  private readonly told = new Map<string, number>();

  constructor(core: SessionCore) {
    this.core = core;
  }

  /** An event did not fit. */
  async begin(log: SpaceLog, event: SignedEvent): Promise<void> {
    const held = log.heads.heldChain(event.content.device);
    if (held === null) return;
    if (event.content.seq > held.seq) this.ask(log, event.content.device, { from: held.seq, below: held.seq + 1 });
    else await this.compare(log, [event]);
  }

  /** The peer's chain is as long as ours, and another. */
  beginAt(log: SpaceLog, { device, seq }: { readonly device: DeviceId; readonly seq: number }): void {
    this.ask(log, device, { from: seq, below: seq + 1 });
  }

  /** True when these events were asked for by the search. */
  async onEvents({ space, device, from, payloads }: Events): Promise<boolean> {
    const question = this.asked.get(space + device);
    if (question === undefined || from < question.from || from + payloads.length > question.below) return false;
    this.asked.delete(space + device);
    const log = await sharedLog(this.core, space);
    const events = payloads.map(decodeEvent).flatMap((event) => (event.ok ? [event.value] : []));
    const isChain = events.every(({ content }, index) => content.device === device && content.seq === from + index);
    if (log !== null && isChain) await this.compare(log, events);
    return true;
  }

  /** Gives the peer the proofs it may lack; again after a while, for it may not have known the device then. */
  tell(space: SpaceId): void {
    const now = this.core.context.clock.monotonic();
    const floorOf = floorFor(this.core, space);
    for (const { id, device, first, second } of this.core.hooks.forks.proofsOf(space)) {
      if (floorOf(device) >= GIVEN_NOTHING) continue;
      if (now - (this.told.get(id) ?? -Infinity) < PROOF_PATIENCE) continue;
      this.told.set(id, now);
      this.core.post({ t: 'proof', first, second });
    }
  }

  private async compare(log: SpaceLog, theirs: readonly SignedEvent[]): Promise<void> {
    const [first] = theirs;
    if (first === undefined) return;
    const { device, seq } = first.content;
    const ours = await log.piece({ device, low: seq, high: seq + theirs.length - 1, up: true });
    const pair = theirs
      .map((event, index) => [event.payload, ours?.payloads[index]] as const)
      .find(([one, other]) => other !== undefined && readEquivocation(one, other).ok);
    if (pair?.[1] === undefined) return;
    const read = readEquivocation(pair[0], pair[1]);
    if (!read.ok) return;
    const outcome = await this.core.hooks.forks.take(pair[0], pair[1]);
    if (outcome === 'kept') this.core.hooks.onFork(log.space);
    const place = read.value.first.content.seq;
    if (!isParting(read.value) && outcome !== 'invalid') this.ask(log, device, { from: 0, below: place });
  }

  private ask({ space }: SpaceLog, device: DeviceId, question: Question): void {
    this.asked.set(space + device, question);
    this.core.post({ t: 'range', space, device, ...question, up: false });
  }
}
