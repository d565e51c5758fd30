import type { DeviceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import type { StoreError } from '@ports/documentStore.ts';
import type { TakeError } from './failures.ts';
import { type Held, chainsOf, nextOf, outsideOf, runBelow } from './journalChains.ts';
import { isStoreError } from './offences.ts';

/** What restoring did. */
export interface Restored {
  readonly restored: number;
  /** Payloads that were not taken: something before them in their chain is missing, or they are not admissible now. */
  readonly waiting: readonly Uint8Array[];
}

/** A log that events of the journal are given to. */
export interface RestoringLog {
  readonly heldChain: (device: DeviceId) => Held | null;
  /** The last place that is asked for of a chain; nothing of the chain of a device nobody knows: -1. */
  readonly lastOf: (device: DeviceId) => number;
  /** Takes consecutive events of one chain, whole or not at all. The value is what was new. */
  readonly take: (device: DeviceId, events: readonly SignedEvent[]) => Promise<Result<readonly unknown[], TakeError>>;
  /** Whether the newest of a chain is left for later: another event for its place may be still to come. */
  readonly isOpen: (device: DeviceId) => boolean;
  readonly leftOut: (code: TakeError['code']) => void;
}

/** So many newest events of one chain that is not here are tried, if they are refused. */
const MOST_ENDS = 8;

/** Restores what goes on above what is held of each chain: `take` gets events of one week at a time. */
export function restoreAbove(
  log: RestoringLog,
  payloads: readonly Uint8Array[],
): Promise<Result<Restored, StoreError>> {
  const inWeeks = async (device: DeviceId, run: readonly SignedEvent[]): Promise<Result<number, StoreError>> => {
    let restored = 0;
    for (const week of weeksOf(run)) {
      const taken = await takeUpTo(log, week, (part) => log.take(device, part));
      if (!taken.ok) return taken;
      restored += taken.value;
      if (taken.value < week.length) break;
    }
    return ok(restored);
  };
  return restoreEach(payloads, log, (device, events) =>
    // Another event for the place of one that is refused may be the one: there are only so many of them.
    restoreRuns(events, {
      runIn: (left) => {
        const next = nextOf(left, log.heldChain(device));
        return log.isOpen(device) ? next.slice(0, -1) : next;
      },
      most: Infinity,
      take: (run) => inWeeks(device, run),
    }),
  );
}

/** Restores what lies right below what is held of each chain, and the newest part of chains that are not here. */
export function restoreUnder(
  log: RestoringLog,
  payloads: readonly Uint8Array[],
): Promise<Result<Restored, StoreError>> {
  return restoreEach(payloads, log, (device, events) =>
    restoreRuns(events, {
      runIn: (left) => runBelow(left, log.heldChain(device)),
      most: MOST_ENDS,
      take: (run) => takeUpTo(log, run, (part) => log.take(device, part.toReversed())),
    }),
  );
}

async function restoreEach(
  payloads: readonly Uint8Array[],
  log: RestoringLog,
  restore: (device: DeviceId, events: readonly SignedEvent[]) => Promise<Result<number, StoreError>>,
): Promise<Result<Restored, StoreError>> {
  let restored = 0;
  const waiting: Uint8Array[] = [];
  for (const [device, events] of chainsOf(payloads)) {
    const last = log.lastOf(device);
    const taken = await restore(
      device,
      events.filter(({ content }) => content.seq <= last),
    );
    if (!taken.ok) return taken;
    restored += taken.value;
    for (const { payload } of outsideOf(events, log.heldChain(device))) waiting.push(payload);
  }
  return ok({ restored, waiting });
}

interface Runs {
  /** The run among these that is next. */
  readonly runIn: (events: readonly SignedEvent[]) => readonly SignedEvent[];
  /** After so many refusals no more are tried. */
  readonly most: number;
  /** Takes a run, or what of it comes before an event that is refused; the value is how many. */
  readonly take: (run: readonly SignedEvent[]) => Promise<Result<number, StoreError>>;
}

/** Takes run after run, without what was refused. */
async function restoreRuns(
  events: readonly SignedEvent[],
  { runIn, most, take }: Runs,
): Promise<Result<number, StoreError>> {
  const refused = new Set<SignedEvent>();
  let restored = 0;
  while (refused.size < most) {
    const run = runIn(events.filter((event) => !refused.has(event)));
    const taken = await take(run);
    if (!taken.ok) return taken;
    restored += taken.value;
    const next = run[taken.value];
    if (next === undefined) break;
    refused.add(next);
  }
  return ok(restored);
}

/** As much of a run as is taken: by halves, so that each event is looked at about twice. The value is how many. */
async function takeUpTo(
  log: Pick<RestoringLog, 'leftOut'>,
  run: readonly SignedEvent[],
  take: (part: readonly SignedEvent[]) => Promise<Result<readonly unknown[], TakeError>>,
): Promise<Result<number, StoreError>> {
  if (run.length === 0) return ok(0);
  const all = await take(run);
  if (all.ok) return ok(all.value.length);
  if (isStoreError(all.error)) return { ok: false, error: all.error };
  if (run.length === 1) log.leftOut(all.error.code);
  const half = Math.floor(run.length / 2);
  const first = await takeUpTo(log, run.slice(0, half), take);
  if (!first.ok || first.value < half || half === 0) return first;
  const second = await takeUpTo(log, run.slice(half), take);
  return second.ok ? ok(half + second.value) : second;
}

/** Parts a run where another week begins. */
function weeksOf(run: readonly SignedEvent[]): readonly (readonly SignedEvent[])[] {
  const weeks: SignedEvent[][] = [];
  let bucket = NaN;
  for (const event of run) {
    const own = bucketOf(event.content.at);
    if (own === bucket) weeks.at(-1)?.push(event);
    else weeks.push([event]);
    bucket = own;
  }
  return weeks;
}
