import type { AccountId, SpaceId } from '@shared/ids.ts';
import { once } from '@shared/once.ts';
import { err, fail } from '@shared/result.ts';
import { NO_CODE } from '@ports/latePart.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { HiddenWords } from '../groups/hiddenWords.ts';
import type { Replicator } from '../replication/replicator.ts';
import { keepSnapshots } from '../snapshots/keepSnapshots.ts';
import { ReturnMarks } from '../snapshots/returnMark.ts';
import type { Snapshots } from '../snapshots/snapshots.ts';
import type { Acts } from '../workspace/acts.ts';
import type { SnapshotActs } from '../workspace/snapshotWorkspace.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import type { EngineParts } from './engineParts.ts';
import type { OwnSelf } from './ownSelf.ts';

/** When a going back that was cut short goes on, ms after a start: before a person has chosen much anew. */
const RESUME = 1000;

/** What joining snapshots needs beside the parts. */
export interface SnapshotsJoining {
  readonly own: OwnSelf;
  readonly contacts: ContactBook;
  readonly replicator: Replicator;
  readonly hidden: HiddenWords;
  readonly acts: () => Acts;
}

/** Snapshots of this device. */
export interface JoinedSnapshots {
  readonly acts: SnapshotActs;
  /** Has those made that are due by themselves. */
  readonly start: () => Disposer;
}

/** Joins snapshots; their code is fetched when something is asked of them. */
export function joinSnapshots(parts: EngineParts, given: SnapshotsJoining): JoinedSnapshots {
  const { snapshots: shelf, clock, isInHand = () => false } = parts;
  if (shelf === undefined) return { acts: actsOver(() => NONE), start: () => () => undefined };
  const { own, contacts, replicator, hidden, acts } = given;
  const open = once(async () => {
    const { createSnapshots } = await import('../snapshots/createSnapshots.ts');
    const { account } = own.identity.get();
    const onBack = async (person: AccountId, space: SpaceId) => {
      replicator.refresh(person);
      // The chat was made of every event that is kept: also of those beyond the end of a device that was taken out.
      await replicator.membershipChanged(space);
      await hidden.settled();
    };
    return createSnapshots({ ...parts, shelf, account, contacts, acts, onBack });
  });
  const opened = () => open().catch(() => null);
  return {
    acts: actsOver(async (question) => {
      const snapshots = await opened();
      return snapshots === null ? err(NO_CODE) : question(snapshots);
    }),
    start: () => {
      const takeDue = async (mayWait: boolean) => (await opened())?.takeDue(mayWait);
      const resume = async () => {
        const cut = await new ReturnMarks(parts.store).read();
        if (cut !== null) await (await opened())?.resume();
      };
      const stops = [clock.after(RESUME, () => void resume()), keepSnapshots({ takeDue }, clock, isInHand)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

const NONE = Promise.resolve(fail('snapshot-unsupported', 'none are kept here'));

function actsOver(ask: <T>(question: (snapshots: Snapshots) => Outcome<T>) => Outcome<T>): SnapshotActs {
  return {
    snapshots: () => ask((snapshots) => snapshots.list()),
    takeSnapshot: () => ask((snapshots) => snapshots.take('by-hand')),
    checkSnapshot: (id) => ask((snapshots) => snapshots.check(id)),
    removeSnapshot: (id) => ask((snapshots) => snapshots.remove(id)),
    goBack: (id) => ask((snapshots) => snapshots.goBack(id)),
    returnTold: () => ask((snapshots) => snapshots.returnTold()),
    forgetReturn: () => ask((snapshots) => snapshots.forgetReturn()),
  };
}
