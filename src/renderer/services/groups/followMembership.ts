import type { Replicator } from '../replication/replicator.ts';
import type { GroupBook } from './groupBook.ts';
import type { KnownGroup } from './knownGroup.ts';

/** Tells the replicator when who is in a group, or what counts of whom, changed (GRS-6). It is not waited for: it reads the group. */
export function followMembership(groups: GroupBook, replicator: Replicator): void {
  groups.listen(async (before, after) => {
    if (after === null || !isMoved(before, after)) return;
    const { record } = after;
    void replicator.membershipChanged(record.roster);
    void replicator.membershipChanged(record.space);
  });
}

function isMoved(before: KnownGroup | null, after: KnownGroup): boolean {
  // What was there before the start stands in the log already; whom we wait for must be asked now.
  if (before === null) return after.record.state === 'joining';
  if (before.record.state !== after.record.state || before.welcomers !== after.welcomers) return true;
  return keyOf(before) !== keyOf(after);
}

/** Everything of a roster that replication goes by. */
function keyOf({ roster }: KnownGroup): string {
  const former = [...roster.former.values()].map(
    ({ account, cuts }) =>
      `${account}${[...cuts].map(([device, cut]) => `${device}${cut.talk.seq}/${cut.roster.seq}`).join()}`,
  );
  return [...roster.members.keys(), '', ...former, '', ...roster.devices.keys()].join();
}
