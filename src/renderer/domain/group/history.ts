import type { DeviceId, EventId } from '@shared/ids.ts';
import { LATEST_AT } from '../event/hybridClock.ts';
import type { RosterAct } from './roster.ts';

/** An act in its place in history. */
export interface Moment {
  readonly id: EventId;
  readonly act: RosterAct;
  /** The chain it is in, and its place among the acts of that chain. */
  readonly lane: number;
  readonly position: number;
  /** By lane: the newest place it knew of, -1 for none; its own lane holds its own place. */
  readonly known: Int32Array;
  /** Its clock, made to rise along what it had seen: a clock set back does not help (GRP-10). */
  readonly time: number;
}

/** Acts in their order, which puts what was seen before what saw it. */
export interface History {
  readonly moments: readonly Moment[];
  readonly lanes: ReadonlyMap<DeviceId, readonly Moment[]>;
  /** Acts whose place another act has. */
  readonly forked: readonly EventId[];
  /** Acts whose past is not all here. */
  readonly pending: readonly EventId[];
  /** Acts that no act has seen. */
  readonly heads: readonly Moment[];
}

/** True when who did `later` had seen `earlier`. */
export function sees(later: Moment, earlier: Moment): boolean {
  return later !== earlier && (later.known[earlier.lane] ?? -1) >= earlier.position;
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
  waiting: number;
  moment: Moment | null;
}

/** Puts acts in order by what each had seen, then clock, then id (GRP-10). */
export function arrange(acts: readonly RosterAct[]): History {
  const { lanes, knots, forked } = tie(acts);
  const all = [...new Set(knots.values())];
  const isWhole = new Set(all.filter((knot) => link(knot, knots)));
  const moments = run(all, { isWhole, width: lanes.size });
  const pending = all.filter((knot) => knot.moment === null).map((knot) => knot.act.id);
  const heads = all.flatMap((knot) =>
    knot.moment !== null && knot.children.every((child) => child.moment === null) ? [knot.moment] : [],
  );
  const ready = (lane: readonly Knot[]) => lane.flatMap((knot) => (knot.moment === null ? [] : [knot.moment]));
  return {
    moments: moments.sort(byOrder),
    lanes: new Map([...lanes].map(([device, lane]) => [device, ready(lane)])),
    forked,
    pending: pending.sort(),
    heads: heads.sort(byOrder),
  };
}

/** The order of history: it never contradicts what was seen. */
function byOrder(a: Moment, b: Moment): number {
  return a.time - b.time || (a.id < b.id ? -1 : 1);
}

/** One knot per place of a chain; of two acts at one place the smaller id has it, and stands for both. */
function tie(acts: readonly RosterAct[]) {
  const unique = [...new Map(acts.map((act) => [act.id, act])).values()];
  unique.sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1));
  const lanes = new Map<DeviceId, Knot[]>();
  const knots = new Map<EventId, Knot>();
  const forked: EventId[] = [];
  for (const act of unique) {
    const lane = lanes.get(act.device) ?? [];
    const last = lane.at(-1);
    if (last?.act.seq === act.seq) {
      forked.push(act.id);
      knots.set(act.id, last);
      continue;
    }
    const index = last?.lane ?? lanes.size;
    const knot = { act, lane: index, position: lane.length, parents: [], children: [], waiting: 0, moment: null };
    lane.push(knot);
    lanes.set(act.device, lane);
    knots.set(act.id, knot);
    if (last !== undefined) tether(knot, last);
  }
  return { lanes, knots, forked };
}

function tether(knot: Knot, parent: Knot): void {
  knot.parents.push(parent);
  parent.children.push(knot);
  knot.waiting += 1;
}

/** Ties an act to what it had seen; false when some of that is not here. */
function link(knot: Knot, knots: ReadonlyMap<EventId, Knot>): boolean {
  let isWhole = true;
  for (const id of new Set(knot.act.act.seen)) {
    const parent = knots.get(id);
    if (parent === undefined || parent === knot) isWhole = false;
    else tether(knot, parent);
  }
  return isWhole;
}

function run(all: readonly Knot[], { isWhole, width }: { isWhole: ReadonlySet<Knot>; width: number }): Moment[] {
  const moments: Moment[] = [];
  const ready = all.filter((knot) => knot.waiting === 0 && isWhole.has(knot));
  for (let knot = ready.pop(); knot !== undefined; knot = ready.pop()) {
    knot.moment = settle(knot, width);
    moments.push(knot.moment);
    for (const child of knot.children) {
      child.waiting -= 1;
      if (child.waiting === 0 && isWhole.has(child)) ready.push(child);
    }
  }
  return moments;
}

function settle(knot: Knot, width: number): Moment {
  const { act, lane, position } = knot;
  const known = new Int32Array(width).fill(-1);
  let time = Math.min(act.at, LATEST_AT);
  for (const parent of knot.parents) {
    if (parent.moment === null) continue;
    time = Math.max(time, parent.moment.time + 1);
    const theirs = parent.moment.known;
    for (let index = 0; index < width; index += 1) {
      const place = theirs[index] ?? -1;
      if (place > (known[index] ?? -1)) known[index] = place;
    }
  }
  known[lane] = position;
  return { id: act.id, act, lane, position, known, time };
}
