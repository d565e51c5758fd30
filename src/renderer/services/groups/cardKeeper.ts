import type { AccountId } from '@shared/ids.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { type FamilyPapers, standingIn } from '@domain/device/family.ts';
import type { Certificate } from '@domain/identity/certificate.ts';
import type { Profile } from '@domain/profile/profile.ts';
import type { Clock } from '@ports/clock.ts';
import type { Disposer, Snapshot } from '@ports/snapshot.ts';
import type { GroupBook } from './groupBook.ts';
import type { KnownGroup } from './knownGroup.ts';
import type { RosterAuthor } from './rosterAuthor.ts';

/** A person who edits their profile does so more than once; groups are told after this long without a change, ms. */
const TELL_AFTER = 3000;

/** What others are to see of us. */
export interface OwnFace {
  readonly profile: Profile;
  readonly signaling: readonly string[];
  /** Version of the card made of it. */
  readonly profileAt: number;
  /** What is known of our devices. */
  readonly papers: FamilyPapers;
}

/** What keeping the own card works with. */
export interface CardKeeperParts {
  readonly self: AccountId;
  readonly face: Snapshot<OwnFace>;
  readonly ownCard: () => Uint8Array;
  readonly groups: GroupBook;
  readonly author: RosterAuthor;
  readonly clock: Clock;
}

/** Puts the own card into the roster of every group again when it says something new (GRS-16). */
export class CardKeeper {
  private readonly parts: CardKeeperParts;
  private readonly disposers: Disposer[];
  private stopWaiting: Disposer = () => undefined;

  constructor(parts: CardKeeperParts) {
    this.parts = parts;
    this.disposers = [
      parts.face.subscribe(() => this.tellSoon()),
      parts.groups.listen(async (before, after) => {
        if (before?.record.state !== 'active' && after?.record.state === 'active') this.tellSoon();
      }),
      () => this.stopWaiting(),
    ];
  }

  dispose(): void {
    for (const dispose of this.disposers) dispose();
  }

  private tellSoon(): void {
    this.stopWaiting();
    this.stopWaiting = this.parts.clock.after(TELL_AFTER, () => void this.tell());
  }

  private async tell(): Promise<void> {
    const { groups, author, ownCard } = this.parts;
    for (const [space, group] of groups.groups.get()) {
      if (this.isStale(group)) await author.renewCard(space, ownCard(), (current) => this.isStale(current));
    }
  }

  private isStale({ record, roster }: KnownGroup): boolean {
    const card = roster.members.get(this.parts.self)?.card;
    if (record.state !== 'active' || card === undefined) return false;
    const { profile, signaling, profileAt, papers } = this.parts.face.get();
    // Devices that were added or taken out are told of even where another own device wrote a card meanwhile.
    if (namesOf(standingIn(papers)) !== namesOf(card.certificates)) return true;
    if (card.version >= profileAt) return false;
    const [known, now] = [card, { profile, signaling }].map((face) => encodeCanonical([face.profile, face.signaling]));
    return known === undefined || now === undefined || !equalBytes(known, now);
  }
}

function namesOf(certificates: readonly Certificate[]): string {
  return certificates
    .map(({ device }) => device)
    .toSorted()
    .join();
}
