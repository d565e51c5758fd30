import { CardKeeper } from '../groups/cardKeeper.ts';
import { type GroupActs, createGroupActs } from '../groups/groupActs.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import { Farewell } from '../groups/farewell.ts';
import { followMembership } from '../groups/followMembership.ts';
import { GroupStage } from '../groups/groupStage.ts';
import type { HiddenWords } from '../groups/hiddenWords.ts';
import { PastFinder } from '../groups/pastFinder.ts';
import { RosterAuthor } from '../groups/rosterAuthor.ts';
import { Welcomer } from '../groups/welcomer.ts';
import { Witness } from '../groups/witness.ts';
import type { SpaceDirectory } from '../groups/spaceDirectory.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { SessionHooks } from '../replication/session.ts';
import type { EngineParts } from './engineParts.ts';
import type { OwnSelf } from './ownSelf.ts';

/** Who hears words about groups: set when it is made, which is after the replicator that brings them. */
export interface GroupHearing {
  hear: SessionHooks['onGroupWord'] | null;
}

/** What joining the groups needs beside the parts. */
export interface GroupJoining {
  readonly own: OwnSelf;
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
  readonly hidden: HiddenWords;
  readonly replicator: Replicator;
  readonly hearing: GroupHearing;
  readonly directory: SpaceDirectory;
}

/** The services of groups that act. */
export interface JoinedGroups {
  readonly author: RosterAuthor;
  /** What acts by itself. */
  readonly running: readonly { readonly dispose: () => void }[];
  readonly acts: GroupActs;
}

/** Joins what groups are made of: what screens read, what replication hears, what is said to newcomers, acts. */
export function joinGroups(parts: EngineParts, joining: GroupJoining): JoinedGroups {
  const { store, clock, verify, random } = parts;
  const { own, contacts, groups, replicator, hidden, hearing, directory } = joining;
  const self = own.identity.get().account;
  const stage = new GroupStage({ self, store, groups, hidden });
  stage.start();
  followMembership(groups, replicator);
  const welcomer = new Welcomer({ self, store, contacts, groups, replicator, verify, clock });
  const past = new PastFinder({ groups, replicator, directory, verify, clock });
  hearing.hear = (peer, word) =>
    word.t === 'missing' || word.t === 'acts' ? past.hear(peer, word) : welcomer.hear(peer, word);
  const author = new RosterAuthor({ self, store, groups, replicator });
  const ownCard = () => own.card;
  const acts = createGroupActs({ self, ownCard, store, contacts, groups, author, replicator, random, clock });
  const cards = new CardKeeper({ self, face: own.identity, ownCard, groups, author, clock });
  const witness = new Witness({ self: own.identity.get(), groups, author, clock });
  const farewell = new Farewell({ self: own.identity.get(), store, groups, replicator, clock });
  return { author, acts, running: [welcomer, past, witness, cards, farewell] };
}
