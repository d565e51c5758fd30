/** The profile of this origin, opened by the product's own modules but without screens and links. */
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { createBrowserHost } from '@adapters/host-browser/browserHost.dom.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { WebcryptoKeyVault } from '@adapters/webcrypto/webcryptoKeyVault.ts';
import { emptyConversation } from '@domain/chat/message.ts';
import { type ContactCard, readCard } from '@domain/contact/card.ts';
import { ContactBook } from '@services/contacts/contactBook.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { OwnSelf } from '@services/engine/ownSelf.ts';
import { openIdentity } from '@services/identity/identity.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { Replicator } from '@services/replication/replicator.ts';
import { fromBase64url } from '@shared/base64url.ts';
import type { SpaceId } from '@shared/ids.ts';
import type { Failure, Result } from '@shared/result.ts';

/** The value of a result that has to be there. */
export function must<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

async function open() {
  const profile = localStorage.getItem('banyan.profile');
  if (profile === null) throw new Error('the app was never opened here');
  const host = createBrowserHost({ clock: systemClock });
  const vault = new WebcryptoKeyVault({ host, profile });
  const parts = { vault, verify: verifySignature, clock: systemClock, random: systemRandom };
  const identity = must(await openIdentity(parts));
  if (identity === null) throw new Error('there is no profile yet');
  const store = new DexieDocumentStore({ self: identity.account });
  must(await store.open(identity.account));
  const journal = new EventJournal(host, identity.account);
  const contacts = new ContactBook({ self: identity, store, journal, verify: verifySignature });
  must(await contacts.load());
  const log = new RingLog(systemClock, host);
  const own = await OwnSelf.open(parts, identity);
  const context = { self: identity, store, journal, directory: contacts, log, onAdmitted: () => undefined };
  const replicator = new Replicator(
    { ...context, clock: systemClock, verify: verifySignature },
    { ownCard: () => own.card, onCard: () => Promise.resolve(true) },
  );
  return { identity, own, host, store, journal, contacts, log, replicator };
}

/** An opened profile. */
export type Profile = Awaited<ReturnType<typeof open>>;

let opening: Promise<Profile> | null = null;

/** Opens it once for each page. */
export function openProfile(): Promise<Profile> {
  opening ??= open();
  return opening;
}

/** Reads a card that came as text. */
export async function cardOf(text: string): Promise<ContactCard> {
  return must(await readCard(must(fromBase64url(text)), verifySignature));
}

/** A mutual contact, as after both said yes. */
export async function befriend({ contacts, store }: Profile, card: ContactCard): Promise<SpaceId> {
  const at = systemClock.now();
  const contact = contacts.ofCard(card, at);
  const { space, account } = contact.record;
  must(await store.conversations.update(space, (row) => row ?? emptyConversation(space, account, at)));
  must(await contacts.put(contact));
  return space;
}
