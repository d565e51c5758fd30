import { err } from '@shared/result.ts';
import type { AccountId } from '@shared/ids.ts';
import type { Clock } from '@ports/clock.ts';
import type { KeyVault } from '@ports/keyVault.ts';
import type { Random } from '@ports/random.ts';
import type { SnapshotShelf } from '@ports/snapshots.ts';
import type { Log } from '../diagnostics/log.ts';
import { type BringingBack, bringBack, makeWhole } from './bringBack.ts';
import { ReturnMarks } from './returnMark.ts';
import { Snapshots } from './snapshots.ts';

/** What the snapshots of an engine are joined of. */
export interface SnapshotJoining extends Omit<BringingBack, 'acts'> {
  readonly shelf: SnapshotShelf;
  readonly account: AccountId;
  readonly vault: KeyVault;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** The acts of the engine: choices are made by them, so that everybody hears of it who should. */
  readonly acts: () => BringingBack['acts'];
}

/** Joins the snapshots of an engine. */
export function createSnapshots({ acts, ...parts }: SnapshotJoining): Snapshots {
  return new Snapshots({
    ...parts,
    marks: new ReturnMarks(parts.store),
    bringBack: async ({ store }, coming) => {
      const back = await bringBack({ ...parts, acts: acts() }, store, coming);
      return back.ok ? back : err(back.error);
    },
    makeWhole: (people) => makeWhole(parts, new Set(people)),
  });
}
