import type { Disposer } from '@ports/snapshot.ts';
import { keepPlan } from '../backup/keepPlan.ts';
import type { EngineParts } from './engineParts.ts';
import type { EngineServices } from './engineServices.ts';
import type { OwnSelf } from './ownSelf.ts';
import { packQuietly } from './packQuietly.ts';
import { readNewly } from './readNewly.ts';

/** What goes on in the background for as long as an engine runs, and nobody waits for. */
export function workQuietly(
  parts: EngineParts,
  { acts, packer, snapshots }: Pick<EngineServices, 'acts' | 'packer' | 'snapshots'>,
  own: OwnSelf,
): readonly Disposer[] {
  const { store, clock, log, host, isInHand = () => false } = parts;
  const { account } = own.identity.get();
  return [
    packQuietly({ store, clock, log }),
    readNewly({ store, clock, log }),
    packer.start(clock),
    keepPlan({ host, account, clock, log, acts, isInHand }),
    snapshots.start(),
  ];
}
