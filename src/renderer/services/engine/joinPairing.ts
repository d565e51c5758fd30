import type { ContactBook } from '../contacts/contactBook.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import { GroupDoor } from '../pairing/groupDoor.ts';
import { InviteDesk, type PairingParts } from '../pairing/inviteDesk.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { EngineParts } from './engineParts.ts';
import type { JoinedGroups } from './joinGroups.ts';
import type { OwnSelf } from './ownSelf.ts';
import { type PeopleParts, befriend } from './peopleActs.ts';

/** What joining the pairing needs beside the parts. */
export interface PairingJoining extends Pick<JoinedGroups, 'author'> {
  readonly journal: EventJournal;
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
  readonly replicator: Replicator;
}

/** How people are met. */
export interface JoinedPairing {
  readonly invites: InviteDesk;
  readonly pairing: PairingParts;
  readonly people: PeopleParts;
}

/** Joins how people are met. */
export function joinPairing(
  parts: EngineParts,
  own: OwnSelf,
  { journal, contacts, groups, replicator, author }: PairingJoining,
): JoinedPairing {
  const { store, clock, verify } = parts;
  const pairing: PairingParts = {
    ...parts,
    contacts,
    identity: () => own.identity.get(),
    signaling: () => own.identity.get().signaling,
    ownCard: () => own.card,
    onMutual: async (card) => void (await befriend(people, card)),
    door: new GroupDoor({ store, contacts, groups, author }),
  };
  const invites = new InviteDesk(pairing);
  const people: PeopleParts = { own, store, journal, contacts, groups, invites, replicator, clock, verify };
  return { invites, pairing, people };
}
