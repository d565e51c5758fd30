import type { DeviceId, EventId } from '@shared/ids.ts';
import { LATEST_AT } from '../event/hybridClock.ts';
import type { RosterAct } from './roster.ts';

/** An act in its place in history. */
export interface Moment {
  readonly id: EventId;
  readonly act: RosterAct;
  /** The branch of a chain it is in, and its place among the acts of that branch. */
  readonly lane: number;
  readonly position: number;
  /** What it knew of each lane; its own holds its own place. */
  readonly known: Known;
  /** Its clock, made to rise along what it had seen: a clock set back does not help (GRP-10). */
  readonly time: number;
  /** Every act of its chain by id where the chain parts; null where it does not. */
  readonly branches: Branches | null;
}

/** Lanes of one piece of what is known. */
const PIECE = 64;

/**
 * By lane the newest place that was known, -1 for none, in pieces of {@link PIECE} lanes. Acts share the pieces in which they know the
 * same: else what is known would grow with the square of the devices, which anybody can name any number of.
 */
type Known = readonly (Int32Array | undefined)[];

function placeIn(known: Known, lane: number): number {
  return known[Math.floor(lane / PIECE)]?.[lane % PIECE] ?? -1;
}

/** The acts of a chain that parts. */
type Branches = ReadonlyMap<EventId | null, Moment>;

/** Acts in their order, which puts what was seen before what saw it. */
export interface History {
  readonly moments: readonly Moment[];
  /** The acts of each device by place; of a chain that parts those of every branch. */
  readonly chains: ReadonlyMap<DeviceId, readonly Moment[]>;
  /** Acts whose past is not all here. */
  readonly pending: readonly EventId[];
  /** Acts that no act has seen. */
  readonly heads: readonly Moment[];
}

/** True when who did `later` had seen `earlier`. */
export function sees(later: Moment, earlier: Moment): boolean {
  return later !== earlier && placeIn(later.known, earlier.lane) >= earlier.position;
}

/** True when neither had seen the other. */
export function isBeside(a: Moment, b: Moment): boolean {
  return a !== b && !sees(a, b) && !sees(b, a);
}

interface Knot {
  readonly act: RosterAct;
  readonly lane: number;
  readonly position: number;
  readonly parents: Knot[];
  readonly children: Knot[];
  readonly chain: Chain;
  waiting: number;
  /** An act that goes on in the same lane. */
  hasHeir: boolean;
  moment: Moment | null;
}

/** What is known of the acts of one device. */
interface Chain {
  readonly knots: Knot[];
  readonly branches: Map<EventId | null, Moment>;
  parts: boolean;
}

/** Puts acts in order by what each had seen, then clock, then id (GRP-10). */
export function arrange(acts: readonly RosterAct[]): History {
  const { chains, knots } = tie(acts);
  const all = [...knots.values()];
  const isWhole = new Set(all.filter((knot) => link(knot, knots)));
  const moments = run(all, isWhole);
  const pending = all.filter((knot) => knot.moment === null).map((knot) => knot.act.id);
  const heads = all.flatMap((knot) =>
    knot.moment !== null && knot.children.every((child) => child.moment === null) ? [knot.moment] : [],
  );
  const ready = (chain: Chain) => chain.knots.flatMap((knot) => (knot.moment === null ? [] : [knot.moment]));
  return {
    moments: moments.sort(byOrder),
    chains: new Map([...chains].map(([device, chain]) => [device, ready(chain)])),
    pending: pending.sort(),
    heads: heads.sort(byOrder),
  };
}

/** The order of history: it never contradicts what was seen. */
function byOrder(a: Moment, b: Moment): number {
  return a.time - b.time || (a.id < b.id ? -1 : 1);
}

/** One knot per act, each tied to the one before it in its chain. Where a chain parts the second branch has a lane of its own. */
function tie(acts: readonly RosterAct[]) {
  const unique = [...new Map(acts.map((act) => [act.id, act])).values()];
  unique.sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1));
  const chains = new Map<DeviceId, Chain>();
  const knots = new Map<EventId, Knot>();
  let width = 0;
  for (const act of unique) {
    const chain: Chain = chains.get(act.device) ?? { knots: [], branches: new Map(), parts: false };
    chains.set(act.device, chain);
    const before = parentOf(act, knots);
    const place = placeAfter(before) ?? { lane: width++, position: 0 };
    const knot: Knot = { act, ...place, chain, parents: [], children: [], waiting: 0, hasHeir: false, moment: null };
    if (before !== null) follow(knot, before);
    chain.parts ||= chain.knots.at(-1)?.act.seq === act.seq;
    // Who founded twice founded once: what had seen the second had seen the first (GRP-8).
    const twin = isPlainFounding(act) ? chain.knots.find((other) => isPlainFounding(other.act)) : undefined;
    if (twin !== undefined) tether(knot, twin);
    chain.knots.push(knot);
    knots.set(act.id, knot);
  }
  return { chains, knots };
}

/** The place right after an act in its lane, unless another has it. */
function placeAfter(before: Knot | null): Pick<Knot, 'lane' | 'position'> | null {
  return before === null || before.hasHeir ? null : { lane: before.lane, position: before.position + 1 };
}

function follow(knot: Knot, before: Knot): void {
  before.hasHeir = true;
  tether(knot, before);
}

function isPlainFounding({ seq, act }: RosterAct): boolean {
  return seq === 0 && act.kind === 'group.founded' && act.seen.length === 0;
}

/** The act before in its chain, if it is here. */
function parentOf(act: RosterAct, knots: ReadonlyMap<EventId, Knot>): Knot | null {
  const before = act.prev === null ? null : knots.get(act.prev);
  return before?.act.device === act.device && before.act.seq === act.seq - 1 ? before : null;
}

function tether(knot: Knot, parent: Knot): void {
  knot.parents.push(parent);
  parent.children.push(knot);
  knot.waiting += 1;
}

/** Ties an act to what it had seen; false when some of that is not here. */
function link(knot: Knot, knots: ReadonlyMap<EventId, Knot>): boolean {
  let isWhole = knot.act.prev === null || parentOf(knot.act, knots) !== null;
  for (const id of new Set(knot.act.act.seen)) {
    const parent = knots.get(id);
    if (parent === undefined || parent === knot) isWhole = false;
    else tether(knot, parent);
  }
  return isWhole;
}

function run(all: readonly Knot[], isWhole: ReadonlySet<Knot>): Moment[] {
  const moments: Moment[] = [];
  const ready = all.filter((knot) => knot.waiting === 0 && isWhole.has(knot));
  for (let knot = ready.pop(); knot !== undefined; knot = ready.pop()) {
    knot.moment = settle(knot);
    if (knot.chain.parts) knot.chain.branches.set(knot.act.id, knot.moment);
    moments.push(knot.moment);
    for (const child of knot.children) {
      child.waiting -= 1;
      if (child.waiting === 0 && isWhole.has(child)) ready.push(child);
    }
  }
  return moments;
}

function settle(knot: Knot): Moment {
  const { act, lane, position } = knot;
  const known: (Int32Array | undefined)[] = [];
  let time = Math.min(act.at, LATEST_AT);
  for (const parent of knot.parents) {
    if (parent.moment === null) continue;
    time = Math.max(time, parent.moment.time + 1);
    for (const [index, piece] of parent.moment.known.entries()) {
      if (piece !== undefined) known[index] = joined(known[index], piece);
    }
  }
  const home = Math.floor(lane / PIECE);
  const own = known[home]?.slice() ?? new Int32Array(PIECE).fill(-1);
  own[lane % PIECE] = position;
  known[home] = own;
  const branches = knot.chain.parts ? knot.chain.branches : null;
  return { id: act.id, act, lane, position, known, time, branches };
}

/** The newer place of each lane: one of the two pieces where that knows all the other does. */
function joined(a: Int32Array | undefined, b: Int32Array): Int32Array {
  if (a === undefined || a === b) return b;
  if (b.every((place, lane) => place <= (a[lane] ?? -1))) return a;
  if (a.every((place, lane) => place <= (b[lane] ?? -1))) return b;
  return a.map((place, lane) => Math.max(place, b[lane] ?? -1));
}
