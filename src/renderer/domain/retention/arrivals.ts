/** When messages came to this device, as far as its sweeps saw it: what is told late is not old yet (RET-10). */
import * as v from 'valibot';
import { countSchema, timeSchema } from '@shared/schemas.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';

/** Kind of the records of arrivals, each under its chat and chain. Lost with the database: then all of it has just come. */
export const ARRIVALS_KEEP = 'derived.retention.came';
/** Kind, and the one id, of the record of time. */
export const SWEEP_TIME_KEEP = { kind: 'derived.retention.time', id: 'time' } as const;

const DAY = 24 * 3_600_000;
/** No rule asks about what came longer ago than this, ms. */
const LONGEST = 366 * DAY;
/** As far as one sweep believes the clock, ms. */
const STEP = 3 * DAY;
/** Sweeps nearer to one another count as one, ms. */
const STEP_EVERY = DAY / 2;

const arrivalsSchema = v.strictObject({
  v: v.literal(1),
  marks: v.array(v.strictTuple([timeSchema, countSchema, countSchema])),
});
const timeRecordSchema = v.strictObject({ v: v.literal(1), at: timeSchema, seenAt: timeSchema });

/** How much of a chain a sweep found: places from the floor to the head. */
export interface ArrivalMark {
  readonly at: number;
  readonly floor: number;
  readonly head: number;
}

/** How far time has gone for sweeps, and what the clock said when it last went on. */
export interface SweepTime {
  readonly at: number;
  readonly seenAt: number;
}

/** The bytes of the marks of a chain. */
export function arrivalBytes(marks: readonly ArrivalMark[]): Uint8Array {
  return encodeCanonical({ v: 1, marks: marks.map(({ at, floor, head }) => [at, floor, head]) });
}

/** The way back, in the order in which they were made; none for what is no such record. */
export function readArrivals(bytes: Uint8Array): readonly ArrivalMark[] {
  return (readCanonical(arrivalsSchema, bytes)?.marks ?? []).map(([at, floor, head]) => ({ at, floor, head }));
}

/** With what a sweep found; null where nothing came since the last, or that was just now: a later sweep meets it. What no rule asks about any more is told by one mark. */
export function withArrivals(marks: readonly ArrivalMark[], found: ArrivalMark): readonly ArrivalMark[] | null {
  const last = marks.at(-1);
  if (last !== undefined) {
    const hasNews = found.floor < last.floor || found.head > last.head;
    if (!hasNews || Math.abs(found.at - last.at) < STEP_EVERY) return null;
  }
  const young = marks.findIndex(({ at }) => at >= found.at - LONGEST);
  const asked = marks.slice(Math.max(0, (young === -1 ? marks.length : young) - 1));
  return [...asked, found];
}

/** When a place of a chain was first met; without end where no sweep met it yet. */
export function cameAt(marks: readonly ArrivalMark[], seq: number): number {
  return marks.find(({ floor, head }) => floor <= seq && seq <= head)?.at ?? Infinity;
}

/** The bytes of how far time has gone. */
export function sweepTimeBytes({ at, seenAt }: SweepTime): Uint8Array {
  return encodeCanonical({ v: 1, at, seenAt });
}

/** The way back; null for what is no such record. */
export function readSweepTime(bytes: Uint8Array): SweepTime | null {
  const record = readCanonical(timeRecordSchema, bytes);
  return record === null ? null : { at: record.at, seenAt: record.seenAt };
}

/**
 * How far time has gone at a sweep (RET-11): as the clock says, but at most some days on from the last one, so that a clock that is wrong
 * for one start makes little old. It never goes back: what the clock says is less then, and holds.
 */
export function sweepTimeAt(before: SweepTime | null, now: number): SweepTime {
  if (before === null) return { at: now, seenAt: now };
  if (Math.abs(now - before.seenAt) < STEP_EVERY) return before;
  return { at: Math.max(before.at, Math.min(now, before.at + STEP)), seenAt: now };
}
