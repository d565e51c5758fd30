import type { DeviceId, EventId } from '@shared/ids.ts';
import { MAX_CHAIN_ACTS, type RosterAct } from './roster.ts';

/** An act as it is here, its author not yet known. */
export interface HeldAct extends Omit<RosterAct, 'author'> {
  /** It stands in no chain here: somebody gave it because an act that counts had seen it. */
  readonly isLoose: boolean;
}

/** What the acts that are here come to. */
export interface Attested<Act> {
  /** The acts of history, in no order. */
  readonly acts: readonly Act[];
  /** Acts that one of them had seen, or that stand before one in its chain, and that are not here. */
  readonly missing: readonly EventId[];
  /** The newest act here of each chain that parts, where it is no part of history: nobody has seen it but those who hold it. */
  readonly unseen: readonly EventId[];
}

/**
 * The acts of history (GRP-29): those of every chain as far as nobody made two acts for one place, and whatever they had seen. So
 * two who agree about the chains agree about history, whichever branch each of them saw first.
 *
 * @param lastOf the last place of a chain before it parts; null where it does not.
 */
export function attested<Act extends HeldAct>(
  all: readonly Act[],
  lastOf: (device: DeviceId) => number | null,
): Attested<Act> {
  const held = all.filter(({ seq }) => seq < MAX_CHAIN_ACTS);
  const byId = new Map(held.map((act) => [act.id, act]));
  const open = held.filter((act) => isAgreed(act, lastOf));
  const acts = new Set(open);
  const missing = new Set<EventId>();
  for (let act = open.pop(); act !== undefined; act = open.pop()) {
    for (const id of pastOf(act)) {
      const before = byId.get(id);
      if (before === undefined) missing.add(id);
      else if (!acts.has(before)) {
        acts.add(before);
        open.push(before);
      }
    }
  }
  return { acts: [...acts], missing: [...missing].sort(), unseen: unseenOf(held, acts) };
}

/** The ids an act names: what its author had seen, and the act before it in its chain. */
export function pastOf({ act, prev }: Pick<HeldAct, 'act' | 'prev'>): readonly EventId[] {
  return prev === null ? act.seen : [...act.seen, prev];
}

function isAgreed(act: HeldAct, lastOf: (device: DeviceId) => number | null): boolean {
  if (act.isLoose) return false;
  const last = lastOf(act.device);
  return last === null || act.seq <= last;
}

function unseenOf<Act extends HeldAct>(held: readonly Act[], acts: ReadonlySet<Act>): readonly EventId[] {
  const newest = new Map<DeviceId, Act>();
  for (const act of held) {
    if (act.isLoose || acts.has(act)) continue;
    if (act.seq > (newest.get(act.device)?.seq ?? -1)) newest.set(act.device, act);
  }
  return [...newest.values()].map(({ id }) => id).sort();
}
