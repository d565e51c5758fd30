import { ok } from '@shared/result.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { readCard } from '@domain/contact/card.ts';
import { familyOf, joinPapers } from '@domain/device/family.ts';
import type { Certificate } from '@domain/identity/certificate.ts';
import { verdictOf } from '@domain/settings/connectionVerdict.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import { HandDesk } from '../hand/handDesk.ts';
import { createNearbyActs } from '../nearby/nearbyActs.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { ConnectionActs } from '../workspace/connectionWorkspace.ts';
import type { NearbyActs } from '../workspace/nearbyWorkspace.ts';
import type { HandActs } from '../workspace/handWorkspace.ts';
import type { EngineParts } from './engineParts.ts';
import { iceServersIn } from './iceServersIn.ts';
import { type PeopleParts, befriend } from './peopleActs.ts';
import type { SettingsKeeper } from './settingsKeeper.ts';

/** What joining the desk needs beside the parts. */
interface HandJoining {
  readonly people: PeopleParts;
  readonly contacts: ContactBook;
  readonly replicator: Replicator;
  readonly settings: SettingsKeeper;
}

/** Joins what brings people together without a meeting point, and trying the servers it may need. */
export function joinMeeting(parts: EngineParts, joining: HandJoining): HandActs & NearbyActs & ConnectionActs {
  const { people, contacts, replicator, settings } = joining;
  const { store, clock, verify, hand } = parts;
  const desk = new HandDesk({
    ...{ hand, clock, verify },
    identity: () => people.own.identity.get(),
    ownCard: () => people.own.card,
    iceServers: () => iceServersIn(settings.settings.get()),
    isContact: (account) => contacts.get(account)?.record.state === 'accepted',
    isBlocked: async (account) => {
      const block = await store.blocks.get(account);
      return contacts.get(account)?.record.blocked === true || (block.ok && block.value !== null);
    },
    welcome: (certificate, card) => welcome(joining, { verify }, { certificate, card }),
    link: (link, peer) => void replicator.link(link, peer),
  });
  return {
    ...createNearbyActs({ ...parts, ...people, person: () => personOf(people) }),
    beginHand: async () => ok(await desk.begin()),
    readHand: async (text) => ok(await desk.read(text)),
    acceptHand: async (text) => ok(await desk.accept(text)),
    lookHand: () => Promise.resolve(ok(desk.look())),
    endHand: () => {
      desk.end();
      return Promise.resolve(ok());
    },
    canSetProxy: async () => {
      const described = await parts.host.call('host.describe', {});
      return ok(described.ok && described.value.capabilities.includes('proxy'));
    },
    testConnection: async () => {
      const servers = (await parts.probe?.probe(iceServersIn(settings.settings.get()))) ?? [];
      return ok({ verdict: verdictOf(servers), servers });
    },
  };
}

/** Who is shown to people nearby. */
function personOf({ own }: PeopleParts): { readonly account: AccountId; readonly name: string } {
  const { account, profile } = own.identity.get();
  return { account, name: profile.name };
}

interface Shown {
  readonly certificate: Certificate;
  readonly card: Uint8Array;
}

/** The card must be of the account whose device signed the code, and that device must stand by all that is known. */
async function welcome(
  { people, contacts }: HandJoining,
  { verify }: Pick<EngineParts, 'verify'>,
  { certificate, card }: Shown,
): Promise<SpaceId | null> {
  const read = await readCard(card, verify);
  const { account, device } = certificate;
  if (!read.ok || read.value.account !== account) return null;
  const { devices, revoked } = familyOf(joinPapers(contacts.papers.familyOf(account), read.value));
  if (!devices.has(device) || revoked.has(device)) return null;
  const isContact = contacts.get(account)?.record.state === 'accepted';
  if (isContact) await contacts.takeCard(account, card);
  else if (!(await befriend(people, read.value)).ok) return null;
  return contacts.ofCard(read.value, 0).record.space;
}
