import type { Disposer } from '@ports/snapshot.ts';
import { keepPlan } from '../backup/keepPlan.ts';
import { HistoryTraffic } from '../replication/historyTraffic.ts';
import type { EngineParts } from './engineParts.ts';
import type { EngineServices } from './engineServices.ts';
import type { OwnSelf } from './ownSelf.ts';
import { packQuietly } from './packQuietly.ts';
import { readNewly } from './readNewly.ts';

/** The parts with which much history that comes or goes counts as somebody at work: one waits for it. */
export function withTraffic(parts: EngineParts): EngineParts {
  const traffic = new HistoryTraffic(parts.clock);
  return { ...parts, traffic, isInHand: () => traffic.isMoving || parts.isInHand?.() === true };
}

/** What goes on in the background for as long as an engine runs, and nobody waits for. */
export function workQuietly(
  parts: EngineParts,
  { acts, packer, snapshots }: Pick<EngineServices, 'acts' | 'packer' | 'snapshots'>,
  own: OwnSelf,
): readonly Disposer[] {
  const { store, clock, log, host, isInHand = () => false } = parts;
  const isHeld = () => parts.traffic?.isMoving === true;
  const { account } = own.identity.get();
  return [
    packQuietly({ store, clock, log, isHeld }),
    readNewly({ store, clock, log, isHeld }),
    packer.start(clock),
    keepPlan({ host, account, clock, log, acts, isInHand }),
    snapshots.start(),
  ];
}
