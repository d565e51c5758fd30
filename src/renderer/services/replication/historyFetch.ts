import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import { type LinkMessage, MAX_ROWS, inMessages } from '@domain/link/messages.ts';
import type { Refusal } from './failures.ts';
import type { Claim, HistoryPlan, RangeQuestion } from './historyPlan.ts';
import { type SessionCore, floorFor, sharedLog } from './session.ts';
import { HEADS_PATIENCE, MOST_FLIGHTS, MOST_PIECES, PIECE_PATIENCE } from './sessionLimits.ts';
import type { SpaceLog } from './spaceLog.ts';

type Heads = LinkMessage & { readonly t: 'heads' };
type Events = LinkMessage & { readonly t: 'events' };

/** What fetching tells its session. */
export interface FetchHooks {
  /** Something was refused. */
  readonly onRefusal: (log: SpaceLog, error: Refusal) => void;
  /** The chains of both stand near each other: what differs is found bucket by bucket. */
  readonly onNear: (log: SpaceLog) => void;
  /** How many buckets of a space were found to differ, while it is asked how the peer's chains stand. */
  readonly differing: (space: SpaceId) => number;
  /** The peer's chain is as long as ours, and another. */
  readonly onOther: (log: SpaceLog, chain: { readonly device: DeviceId; readonly seq: number }) => void;
  /** Something of a space was taken. */
  readonly onTaken: (log: SpaceLog) => void;
}

interface Flight {
  readonly question: RangeQuestion;
  readonly askedAt: number;
}

/**
 * One session's part in fetching history, newest first (REP-17): asks how the peer's chains stand, then for pieces of them, the
 * next while the last is being checked and stored.
 */
export class HistoryFetch {
  private readonly core: SessionCore;
  private readonly hooks: FetchHooks;
  /** Spaces whose heads were asked for, and when. */
  private readonly asked = new Map<SpaceId, number>();
  private readonly flights = new Map<SpaceId, Map<DeviceId, Flight>>();
  /** Pieces that came and are being checked or stored. */
  private storing = 0;
  /** Spaces of which nothing was asked because too much was under way, in the order in which they came. */
  private readonly waiting = new Set<SpaceId>();
  private isFilling = false;
  /** Chains of which the peer says it holds not all it is given. */
  private readonly partial = new Set<string>();
  /** What the peer said of chains in messages that were full: it goes on in the next. */
  private readonly begun = new Map<SpaceId, ReadonlyMap<DeviceId, Claim>>();

  constructor(core: SessionCore, hooks: FetchHooks) {
    this.core = core;
    this.hooks = hooks;
  }

  /** Asks how the peer's chains stand. */
  askHeads(log: SpaceLog): void {
    const now = this.core.context.clock.monotonic();
    if (now - (this.asked.get(log.space) ?? -Infinity) < HEADS_PATIENCE) return;
    this.asked.set(log.space, now);
    this.tellHeads(log, true);
  }

  /** Whether the peer is known to hold less of a chain than it is given, although its newest event is there. */
  isPartial(space: SpaceId, device: DeviceId): boolean {
    return this.partial.has(space + device);
  }

  async onHeads({ space, ask, chains }: Heads): Promise<void> {
    const log = await sharedLog(this.core, space);
    if (log === null) return;
    if (ask) this.tellHeads(log, false);
    const { directory } = this.core.context;
    // Of devices nobody knows nothing is remembered: a peer can name as many as it likes.
    const known = chains.filter(([device]) => directory.accountOf(space, device) !== null);
    this.noteFloors(space, known);
    this.compareIds(log, known);
    const claims = known.flatMap(([device, seq, , at, floor]): [DeviceId, Claim][] => {
      // The place after it must be one that can be asked for.
      const top = Math.min(seq, directory.endOf(space, device)?.seq ?? seq, Number.MAX_SAFE_INTEGER - 1);
      return top < floor ? [] : [[device, { seq: top, at, floor }]];
    });
    const plan = this.core.hooks.planOf(log);
    const all = new Map([...(this.begun.get(space) ?? []), ...claims]);
    const wasAsked = this.asked.has(space);
    if (chains.length === MAX_ROWS) this.begun.set(space, all);
    else {
      this.begun.delete(space);
      this.asked.delete(space);
    }
    plan.claim(this, all);
    if (plan.isWanted(this.hooks.differing(space))) this.fillInTurn(log);
    // Where they hold nothing that is not here, as somebody who has just come, their buckets differ by what they lack.
    else if (wasAsked && plan.isBehind) this.hooks.onNear(log);
  }

  async onEvents({ space, device, from, payloads }: Events): Promise<void> {
    const log = await sharedLog(this.core, space);
    if (log === null) return;
    const question = this.land(space, device);
    if (question === null) return this.take(log, { device, payloads, isAsked: false });
    const plan = this.core.hooks.planOf(log);
    const [first] = payloads;
    if (first === undefined || !isAnswer(question, from, payloads.length)) {
      plan.failed(this, device);
      if (first !== undefined) this.hooks.onRefusal(log, { code: 'event-misplaced' });
    } else {
      const event = decodeEvent(first);
      this.core.context.traffic?.moved(payloads.length);
      plan.came(question, { seq: from, at: event.ok ? event.value.content.at : 0 });
      // Asked for before this one is stored: network and disk work at the same time.
      this.fillInTurn(log);
      this.storing += 1;
      // Not waited for: what the peer says next is looked at meanwhile, two pieces and no more.
      void this.take(log, { device, payloads, isAsked: true }).then(() => {
        this.storing -= 1;
        this.fillInTurn(log);
      });
    }
    this.fillInTurn(log);
  }

  /** Gives up what was asked for long ago, so that it is asked for again. */
  tick(): void {
    const now = this.core.context.clock.monotonic();
    for (const [space, flights] of this.flights) {
      if ([...flights.values()].every(({ askedAt }) => now - askedAt < PIECE_PATIENCE)) continue;
      this.flights.delete(space);
      this.core.hooks.leavePlan(space, this);
    }
    void this.fillWaiting();
  }

  dispose(): void {
    this.waiting.clear();
    this.core.hooks.leavePlan(null, this);
  }

  private tellHeads(log: SpaceLog, ask: boolean): void {
    const floorOf = floorFor(this.core, log.space);
    const chains = log.heads
      .allChains()
      .filter(({ device, seq }) => seq > floorOf(device))
      // Versions before take the last message for all of it: it names the newest.
      .toSorted((one, other) => one.at - other.at)
      .map(({ device, seq, id, at, floor }): Heads['chains'][number] => [device, seq, id, at, floor]);
    const parts = inMessages(chains);
    for (const [part, some] of parts.entries())
      this.core.post({ t: 'heads', space: log.space, ask: ask && part === parts.length - 1, chains: some });
  }

  private noteFloors(space: SpaceId, chains: Heads['chains']): void {
    const floorOf = floorFor(this.core, space);
    for (const [device, , , , floor] of chains) {
      if (floor > floorOf(device) + 1) this.partial.add(space + device);
      else this.partial.delete(space + device);
    }
  }

  private compareIds(log: SpaceLog, chains: Heads['chains']): void {
    for (const [device, seq, id] of chains) {
      const ours = log.heads.chain(device);
      if (ours?.seq === seq && ours.id !== id) this.hooks.onOther(log, { device, seq });
    }
  }

  private fill(log: SpaceLog, plan: HistoryPlan): void {
    const flights = this.flights.get(log.space) ?? new Map<DeviceId, Flight>();
    this.flights.set(log.space, flights);
    while (flights.size < MOST_PIECES && !this.core.isClosed()) {
      // Its turn comes again.
      if (!this.mayAsk()) {
        this.waiting.add(log.space);
        break;
      }
      const question = plan.next(this);
      if (question === null) break;
      flights.set(question.device, { question, askedAt: this.core.context.clock.monotonic() });
      this.core.post({ t: 'range', space: log.space, ...question });
    }
    this.core.hooks.onProgress(log);
  }

  /** Whether what is under way leaves room for more. */
  private mayAsk(): boolean {
    if (this.storing >= MOST_PIECES) return false;
    let asked = 0;
    for (const { size } of this.flights.values()) asked += size;
    return asked < MOST_FLIGHTS;
  }

  /** Asks for more of a space after those that wait: one with a long history keeps no other from coming. */
  private fillInTurn(log: SpaceLog): void {
    this.core.hooks.onProgress(log);
    this.waiting.add(log.space);
    void this.fillWaiting();
  }

  /** There may be room again: who waited longest comes first. */
  private async fillWaiting(): Promise<void> {
    if (this.isFilling) return;
    this.isFilling = true;
    for (const space of this.waiting) {
      if (!this.mayAsk()) break;
      // It may have been let go, and opened again, meanwhile.
      const log = await sharedLog(this.core, space);
      // What came meanwhile took the room: it keeps its place in the line.
      if (!this.mayAsk()) break;
      this.waiting.delete(space);
      if (log !== null) this.fill(log, this.core.hooks.planOf(log));
    }
    this.isFilling = false;
  }

  private land(space: SpaceId, device: DeviceId): RangeQuestion | null {
    const flights = this.flights.get(space);
    const flight = flights?.get(device);
    flights?.delete(device);
    return flight?.question ?? null;
  }

  private async take(log: SpaceLog, piece: Parameters<SpaceLog['takePiece']>[0]): Promise<void> {
    const taken = await log.takePiece(piece);
    const plan = this.core.hooks.planOf(log);
    if (!taken.ok) {
      if (taken.error.code === 'chain-gap') plan.missed(piece.device);
      else plan.failed(this, piece.device);
      this.hooks.onRefusal(log, taken.error);
      return;
    }
    const last = taken.value.at(-1)?.content;
    if (last !== undefined) this.core.known.note(log.space, last.device, last.seq);
    this.hooks.onTaken(log);
  }
}

function isAnswer({ from, below, up }: RangeQuestion, first: number, count: number): boolean {
  return first >= from && first + count <= below && (up ? first === from : first + count === below);
}
