import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { GroupBook } from './groupBook.ts';
import type { KnownGroup } from './knownGroup.ts';
import { isUntold } from './leavingGroups.ts';

/** While somebody is linked it is looked this often whether they heard, ms. */
const LOOK_AGAIN = 1000;
/** And this often while nobody is: it may come by a mailbox. */
const LOOK_APART = 30_000;
/** So often while a member is linked; by then they said what they hold, or hold it and had no more time to say so. */
const MOST_LOOKS = 60;

/** What telling of leaving works with. */
export interface FarewellParts {
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly store: Pick<DocumentStore, 'acknowledgements'>;
  readonly groups: GroupBook;
  readonly replicator: Pick<Replicator, 'sessions' | 'membershipChanged'>;
  readonly clock: Clock;
}

/** Sees to it that somebody hears what was said before leaving a group, and then that one left, also of a group that was deleted (GRS-19). */
export class Farewell {
  private readonly parts: FarewellParts;
  private readonly disposers: Disposer[];
  private readonly looks = new Map<SpaceId, number>();
  private stopWaiting: Disposer = () => undefined;
  /** When it is looked next, on the monotonic clock; in the past while it is. */
  private due = Infinity;
  private isDisposed = false;

  constructor(parts: FarewellParts) {
    this.parts = parts;
    this.disposers = [
      parts.groups.listen(async (before, after) => {
        if (after !== null) await this.follow(before, after);
        else if (before !== null) this.followDeleted(before);
      }),
      parts.groups.groups.subscribe(() => this.lookSoon()),
      parts.replicator.sessions.subscribe(() => this.lookSoon()),
      () => this.stopWaiting(),
    ];
  }

  dispose(): void {
    this.isDisposed = true;
    for (const dispose of this.disposers) dispose();
  }

  private async follow(before: KnownGroup | null, group: KnownGroup): Promise<void> {
    const { groups, self } = this.parts;
    const { space, state } = group.record;
    if (state !== 'left') {
      this.looks.delete(space);
      await groups.leaving.giveUp(space);
      return;
    }
    // A group that was left before is not opened again, whatever was said in it.
    const isLeaving = before?.record.state === 'active' || groups.leaving.isSilent(space);
    if (isLeaving && (await groups.leaving.look(group, self))) groups.touch();
  }

  /** What was to be held back goes out now: what was said before is gone. */
  private followDeleted({ record }: KnownGroup): void {
    const { groups, replicator } = this.parts;
    this.looks.delete(record.space);
    if (groups.leaving.all.has(record.space)) void replicator.membershipChanged(record.roster);
  }

  private lookSoon(): void {
    const { groups, replicator, clock } = this.parts;
    if (this.isDisposed || !groups.leaving.isBusy) return;
    const now = clock.monotonic();
    const due = now + (replicator.sessions.get().length > 0 ? LOOK_AGAIN : LOOK_APART);
    // What happens meanwhile, in any group, puts it off no further.
    if (due >= this.due) return;
    this.stopWaiting();
    this.due = due;
    this.stopWaiting = clock.after(due - now, () => void this.look());
  }

  private async look(): Promise<void> {
    try {
      await this.lookAtAll();
    } finally {
      this.due = Infinity;
      this.lookSoon();
    }
  }

  private async lookAtAll(): Promise<void> {
    const { groups, store, self } = this.parts;
    for (const group of groups.leaving.all.values())
      if (this.isTimeUp(group) || !(await isUntold(store, group, self.account))) {
        this.looks.delete(group.record.space);
        await groups.forget(group.record.space);
      }
    for (const space of groups.leaving.silentOnes) {
      const group = groups.get(space);
      await (group === null ? groups.leaving.giveUp(space) : this.lookAt(group));
    }
  }

  /** Once somebody took what was said, or nobody does, they are told that we left. */
  private async lookAt(group: KnownGroup): Promise<void> {
    const { groups, replicator, self } = this.parts;
    const { space, roster } = group.record;
    const isOver = await (this.isTimeUp(group) ? groups.leaving.giveUp(space) : groups.leaving.look(group, self));
    if (!isOver) return;
    this.looks.delete(space);
    groups.touch();
    void replicator.membershipChanged(roster);
  }

  /** Whether members were linked for so long that they would have said what they hold. */
  private isTimeUp({ record, roster }: KnownGroup): boolean {
    const isLinked = this.parts.replicator.sessions.get().some(({ peer }) => roster.members.has(peer.account));
    const looks = (this.looks.get(record.space) ?? 0) + (isLinked ? 1 : 0);
    this.looks.set(record.space, looks);
    return looks >= MOST_LOOKS;
  }
}
