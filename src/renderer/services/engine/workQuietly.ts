import type { Disposer } from '@ports/snapshot.ts';
import { keepPlan } from '../backup/keepPlan.ts';
import { HistoryTraffic } from '../replication/historyTraffic.ts';
import type { EngineParts } from './engineParts.ts';
import type { EngineServices } from './engineServices.ts';
import type { OwnSelf } from './ownSelf.ts';
import { packQuietly } from './packQuietly.ts';
import { readNewly } from './readNewly.ts';

/** When what was owed as the app ended is done, ms after a start: soon, as a chat shows too much or too little until then. */
const RESUME = 1000;

/** The parts with which much history that comes or goes counts as somebody at work: one waits for it. */
export function withTraffic(parts: EngineParts): EngineParts {
  const traffic = new HistoryTraffic(parts.clock);
  return { ...parts, traffic, isInHand: () => traffic.isMoving || parts.isInHand?.() === true };
}

/** What goes on in the background for as long as an engine runs, and nobody waits for. */
export function workQuietly(
  parts: EngineParts,
  {
    acts,
    packer,
    snapshots,
    hidden,
    replicator,
  }: Pick<EngineServices, 'acts' | 'packer' | 'snapshots' | 'hidden' | 'replicator'>,
  own: OwnSelf,
): readonly Disposer[] {
  const { store, clock, log, host, isInHand = () => false } = parts;
  const { account } = own.identity.get();
  return [
    packQuietly({ store, clock, log, isHeld: isInHand }),
    readNewly({ store, clock, log, isHeld: isInHand }),
    packer.start(clock),
    keepPlan({ host, account, clock, log, acts, isInHand }),
    snapshots.start(),
    clock.after(RESUME, () => void hidden.resume((space) => replicator.membershipChanged(space))),
  ];
}
