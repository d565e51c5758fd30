import type { ContactBook } from '../contacts/contactBook.ts';
import { HeardKeeper } from '../feed/heardKeeper.ts';
import type { Files } from '../files/files.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import { CircleBook } from '../moments/circleBook.ts';
import { EndedPosts } from '../moments/endedPosts.ts';
import { Moments } from '../moments/moments.ts';
import { MomentsRealm } from '../moments/momentsRealm.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { SessionHooks } from '../replication/session.ts';
import type { EngineParts } from './engineParts.ts';
import type { OwnSelf } from './ownSelf.ts';

/** Who hears words about circles: set when they are made, which is after the replicator that brings them. */
export interface MomentsHearing {
  hearOfMoments: SessionHooks['onFeedWord'] | null;
}

/** Which circles there are, before there is a replicator: it asks whose their events are. */
export interface JoinedCircles {
  readonly keeper: HeardKeeper;
  readonly circles: CircleBook;
  readonly realm: MomentsRealm;
  readonly ended: EndedPosts;
}

/** Joins the book of circles to contacts and journal. It has yet to be loaded. */
export function joinCircles(
  { store, clock, random, log }: EngineParts,
  own: OwnSelf,
  { journal, contacts }: { readonly journal: EventJournal; readonly contacts: ContactBook },
): JoinedCircles {
  const { account, device } = own.identity.get();
  const self = { account, device };
  const keeper = new HeardKeeper({ store, journal, clock });
  const devices = () => [...own.family.devices.keys()];
  const around = { self, devices, contacts, clock };
  const circles = new CircleBook({ ...around, feed: store.feed, keeper, random });
  const realm = new MomentsRealm({ ...around, book: circles, papers: contacts.papers });
  return { keeper, circles, realm, ended: new EndedPosts({ store, realm, revoked: () => own.family.revoked, log }) };
}

/** What joining moments needs beside the parts. */
export interface MomentsJoining extends Pick<JoinedCircles, 'keeper' | 'circles' | 'ended'> {
  readonly own: OwnSelf;
  readonly contacts: ContactBook;
  readonly replicator: Replicator;
  readonly files: Files;
  readonly hearing: MomentsHearing;
}

/** Joins moments to the links of the engine. They have yet to be opened. */
export function joinMoments(parts: EngineParts, joining: MomentsJoining): Moments {
  const { store, verify, clock, random, log } = parts;
  const { own, keeper, circles, ended, contacts, replicator, files, hearing } = joining;
  const world = { store, verify, clock, random, log, keeper, contacts, replicator, files };
  const isFirst = () => own.identity.get().certificate.by === null;
  const repairEnds = () => ended.repair((space) => replicator.membershipChanged(space));
  const moments = new Moments({ self: own.identity.get(), isFirst, book: circles, repairEnds, ...world });
  hearing.hearOfMoments = (peer, word) => moments.hear(peer, word);
  return moments;
}
