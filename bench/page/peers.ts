/** Other people's engines, the real ones, without screens and disks: for being linked to. */
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { browserNetworkEvents } from '@adapters/webrtc/networkEvents.ts';
import { WebrtcPeerTransport } from '@adapters/webrtc/webrtcPeerTransport.ts';
import { platformTextSocket } from '@adapters/websocket/platformTextSocket.ts';
import { defaultSettings } from '@domain/settings/settings.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { ContactBook } from '@services/contacts/contactBook.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { LinkKeeper } from '@services/links/linkKeeper.ts';
import { OwnSelf } from '@services/engine/ownSelf.ts';
import { createIdentity } from '@services/identity/createIdentity.ts';
import { GroupBook } from '@services/groups/groupBook.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { Replicator } from '@services/replication/replicator.ts';
import { toBase64url } from '@shared/base64url.ts';
import { cardOf, must } from './profile.ts';

async function makePeer(name: string, signaling: readonly string[]) {
  const host = createMemoryHost({ signaling });
  const vault = new MemoryKeyVault({ random: systemRandom });
  const parts = { vault, verify: verifySignature, clock: systemClock, random: systemRandom };
  const identity = must(await createIdentity(parts, { name, avatar: { kind: 'generated' } }));
  const own = await OwnSelf.open(parts, identity);
  await own.changeAddresses(signaling);
  const store = new MemoryDocumentStore();
  must(await store.open(identity.account));
  const journal = new EventJournal(host, identity.account);
  const contacts = new ContactBook({ self: identity, store, journal, verify: verifySignature });
  const log = new RingLog(systemClock, host);
  const replicator = new Replicator(
    {
      self: identity,
      store,
      journal,
      directory: contacts,
      clock: systemClock,
      verify: verifySignature,
      log,
      onAdmitted: () => undefined,
    },
    { ownCard: () => own.card, onCard: (peer, card) => contacts.takeCard(peer.account, card) },
  );
  const transport = new WebrtcPeerTransport({
    clock: systemClock,
    random: systemRandom,
    settings: { iceServers: [], signaling },
    networkEvents: browserNetworkEvents(window),
    openSocket: platformTextSocket,
  });
  const kept = { store, journal, verify: verifySignature, log };
  const groups = new GroupBook({ ...kept, self: identity.account });
  const keeper = new LinkKeeper({
    ...kept,
    self: identity,
    own: own.identity,
    hearAtDoor: () => undefined,
    contacts,
    groups,
    transport,
    replicator,
    clock: systemClock,
    settings: { settings: writableSnapshot(defaultSettings) },
  });
  keeper.start();
  return { own, contacts, keeper };
}

const peers: Awaited<ReturnType<typeof makePeer>>[] = [];

export async function createPeers(count: number, signaling: readonly string[]): Promise<readonly string[]> {
  for (let number = 0; number < count; number += 1) peers.push(await makePeer(`Peer ${number}`, signaling));
  return peers.map(({ own }) => toBase64url(own.card));
}

export async function startPeers(text: string): Promise<void> {
  const card = await cardOf(text);
  for (const { contacts } of peers) must(await contacts.put(contacts.ofCard(card, systemClock.now())));
}

export function linkedPeers(): number {
  return peers.filter(({ keeper }) => keeper.presence.get().size > 0).length;
}
