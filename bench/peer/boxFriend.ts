/** Somebody whose device is the real replication core, without a screen and a disk, linked over a real connection. */
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { WebrtcPeerTransport } from '@adapters/webrtc/webrtcPeerTransport.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import type { ContactCard } from '@domain/contact/card.ts';
import { defaultSettings } from '@domain/settings/settings.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { ContactBook } from '@services/contacts/contactBook.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { OwnSelf } from '@services/engine/ownSelf.ts';
import { GroupBook } from '@services/groups/groupBook.ts';
import { createIdentity } from '@services/identity/createIdentity.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { LinkKeeper } from '@services/links/linkKeeper.ts';
import { Replicator } from '@services/replication/replicator.ts';
import type { Failure, Result } from '@shared/result.ts';
import { nodeClock } from '../../src/peer/clock.ts';
import { nativeConnections } from '../../src/peer/webrtc/connections.ts';
import { createNodeTextSockets } from '../../src/peer/webrtc/socket.ts';

/** The value of a result that has to be there. */
export function must<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** See the head of this file. It knows nobody yet. */
export async function createFriend(name: string, signaling: readonly string[]) {
  const host = createMemoryHost({ signaling });
  const clock = nodeClock;
  const parts = {
    vault: new MemoryKeyVault({ random: systemRandom }),
    verify: verifySignature,
    clock,
    random: systemRandom,
  };
  const identity = must(await createIdentity(parts, { name, avatar: { kind: 'generated' } }));
  const own = await OwnSelf.open(parts, identity);
  await own.changeAddresses(signaling);
  const store = new MemoryDocumentStore();
  must(await store.open(identity.account));
  const journal = new EventJournal(host, identity.account);
  const log = new RingLog(clock, host);
  const kept = { self: identity, store, journal, verify: verifySignature, log };
  const contacts = new ContactBook(kept);
  const replicator = new Replicator(
    { ...kept, directory: contacts, clock, onAdmitted: () => undefined },
    { ownCard: () => own.card, onCard: (peer, card) => contacts.takeCard(peer.account, card) },
  );
  const transport = new WebrtcPeerTransport({
    clock,
    random: systemRandom,
    settings: { iceServers: [], signaling },
    networkEvents: { isOnline: () => true, subscribe: () => () => undefined },
    openSocket: createNodeTextSockets(null),
    connect: nativeConnections(null),
  });
  const groups = new GroupBook({ ...kept, self: identity.account });
  const links = {
    ...kept,
    settings: { settings: writableSnapshot(defaultSettings) },
    own: own.identity,
    hearAtDoor: () => undefined,
    contacts,
    groups,
    transport,
    replicator,
    clock,
  };
  const keeper = new LinkKeeper(links);
  keeper.start();
  return { own, store, contacts, keeper, replicator, transport };
}

/** See {@link createFriend}. */
export type Friend = Awaited<ReturnType<typeof createFriend>>;

/** Begins to look for somebody. */
export async function beFriendOf({ contacts }: Friend, card: ContactCard): Promise<void> {
  must(await contacts.put(contacts.ofCard(card, nodeClock.now())));
}

/** Says something, and waits until the other side says to have it durably. The value is how long that took, ms. */
export async function sayTo({ contacts, replicator, store }: Friend, card: ContactCard, text: string): Promise<number> {
  const space = contacts.spaceWith(card.account);
  const start = performance.now();
  const event = must(await replicator.author(space, MESSAGE_KIND, { text }));
  return new Promise((resolve) => {
    const stop = store.watchAcknowledgements(space).subscribe((state) => {
      if (state.status !== 'ready') return;
      const isHeld = state.value.some(({ chain, seq }) => chain === event.content.device && seq >= event.content.seq);
      if (!isHeld) return;
      queueMicrotask(() => stop());
      resolve(performance.now() - start);
    });
  });
}
