import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { GroupBook } from './groupBook.ts';
import type { KnownGroup } from './knownGroup.ts';
import type { RosterAuthor } from './rosterAuthor.ts';

/** Owner and admins say what they saw first, others only what nobody else said by then, ms. */
const WAIT = { owner: 2000, admin: 4000, member: 8000 } as const;
/** Those of one rank do not all speak at once, ms. */
const SPREAD = 250;

/** What bearing witness works with. */
export interface WitnessParts {
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly groups: GroupBook;
  readonly author: RosterAuthor;
  readonly clock: Clock;
}

/**
 * Says what this device had seen of a chain that parts, where no act says so yet (GRS-18). Without that, who did something and
 * regrets it could undo it by making a second act for the same place, as long as nobody had acted since.
 */
export class Witness {
  private readonly parts: WitnessParts;
  private readonly waiting = new Map<SpaceId, Disposer>();
  private readonly stopListening: Disposer;

  constructor(parts: WitnessParts) {
    this.parts = parts;
    this.stopListening = parts.groups.listen(async (_, after) => {
      if (after !== null && this.isNeeded(after)) this.speakSoon(after);
    });
  }

  dispose(): void {
    this.stopListening();
    for (const stop of this.waiting.values()) stop();
    this.waiting.clear();
  }

  private isNeeded({ record, unseen }: KnownGroup): boolean {
    return unseen.length > 0 && record.state === 'active';
  }

  private speakSoon({ record, roster }: KnownGroup): void {
    const { self, clock, author } = this.parts;
    const { space } = record;
    const role = roster.members.get(self.account)?.role;
    if (role === undefined || this.waiting.has(space)) return;
    const spread = (self.device.charCodeAt(0) % 64) * SPREAD;
    const stop = clock.after(WAIT[role] + spread, () => {
      this.waiting.delete(space);
      void author.witness(space, (group) => this.isNeeded(group));
    });
    this.waiting.set(space, stop);
  }
}
