/** The product with one thing added: what its links carry can be read and written by a test, as someone gone bad would. */
import '@ui/styles/index.css';
import * as encoding from 'lib0/encoding';
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { createBrowserHost } from '@adapters/host-browser/browserHost.dom.ts';
import { createBrowserPictures } from '@adapters/media/BrowserMedia.ts';
import { WebNotifier } from '@adapters/notifications/webNotifier.ts';
import { FrameProgramViews } from '@adapters/programs/frameProgramViews.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemNetwork } from '@adapters/system/systemNetwork.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { BroadcastTabChannel } from '@adapters/tabs/broadcastTabChannel.ts';
import { WebSoleSeats } from '@adapters/tabs/webSoleSeats.ts';
import { WebLockSeat } from '@adapters/tabs/webLockSeat.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { WebcryptoKeyVault } from '@adapters/webcrypto/webcryptoKeyVault.ts';
import { browserNetworkEvents } from '@adapters/webrtc/networkEvents.ts';
import { WebrtcPeerTransport } from '@adapters/webrtc/webrtcPeerTransport.ts';
import { platformTextSocket } from '@adapters/websocket/platformTextSocket.ts';
import { readCard } from '@domain/contact/card.ts';
import { decodeEvent, encodeEvent, eventSigningBytes, sealEvent } from '@domain/event/codec.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import { type LinkMessage, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import { clientOf } from '@domain/log/client.ts';
import { encodeUpdate } from '@domain/log/encodeUpdate.ts';
import { encodeSyncUpdate } from '@domain/log/syncMessage.ts';
import type { PeerLink, PeerTransport } from '@ports/peerTransport.ts';
import { openApplication } from '@services/application/application.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { startEngine } from '@services/engine/engine.ts';
import { openIdentity } from '@services/identity/identity.ts';
import { toBase64url } from '@shared/base64url.ts';
import { ok } from '@shared/result.ts';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { mountApplication } from '../../../../src/renderer/shell/mount.tsx';
import { type Wrong, badGive } from './badRecords.ts';

/** What was learned from the victim's own messages. */
interface Victim {
  readonly link: PeerLink;
  device: DeviceId | null;
  account: AccountId | null;
  space: SpaceId | null;
  /** The place of the victim's newest event in their own chain. */
  newest: number;
}

let victim: Victim | null = null;

/** The newest place of a device's chain that a message speaks of; -1 when it speaks of none. */
function placeIn(message: LinkMessage, device: DeviceId | null): number {
  if (message.t === 'ack') return message.chains.find(([chain]) => chain === device)?.[1] ?? -1;
  const event = message.t === 'event' ? decodeEvent(message.payload) : null;
  return event?.ok === true && event.value.content.device === device ? event.value.content.seq : -1;
}

function watch(link: PeerLink): void {
  const seen: Victim = { link, device: null, account: null, space: null, newest: -1 };
  link.onMessage((_channel, bytes) => {
    const message = decodeLinkMessage(bytes);
    if (!message.ok) return;
    if (message.value.t === 'hello') {
      void readCard(message.value.card, verifySignature).then((card) => {
        if (!card.ok) return;
        seen.device = card.value.certificates[0]?.device ?? null;
        seen.account = card.value.account;
      });
    }
    seen.newest = Math.max(seen.newest, placeIn(message.value, seen.device));
    if (message.value.t === 'digests') seen.space = message.value.spaces[0]?.[0] ?? seen.space;
    if (seen.space !== null) victim = seen;
  });
}

function tapped(transport: PeerTransport): PeerTransport {
  return {
    status: transport.status,
    join: (room, onLink) =>
      transport.join(room, (link) => {
        onLink(link);
        watch(link);
      }),
    configure: (settings) => transport.configure(settings),
    nudge: () => transport.nudge(),
    dispose: () => transport.dispose(),
  };
}

const host = createBrowserHost({ clock: systemClock });
const vault = new WebcryptoKeyVault({ host, profile: 'rogue' });

interface Target {
  readonly link: PeerLink;
  readonly device: DeviceId;
  readonly space: SpaceId;
  readonly newest: number;
}

function target(): Target {
  if (victim === null || victim.device === null || victim.space === null) throw new Error('nobody is linked');
  return { ...victim, device: victim.device, space: victim.space };
}

async function sendUpdate(update: Uint8Array): Promise<void> {
  const { link, space } = target();
  const message = encodeSyncUpdate('update', update);
  await link.send('sync', encodeLinkMessage({ t: 'sync', space, bucket: bucketOf(Date.now()), message }));
}

/** Words put into the victim's own mouth, next in their chain, signed by the only key at hand: one's own. */
async function forge(): Promise<void> {
  const { space, device, newest } = target();
  const seq = newest + 1;
  const keys = await vault.openDevice();
  if (!keys.ok || keys.value === null) throw new Error('no keys');
  const prev = toBase64url(systemRandom.bytes(32)) as EventId; // nobody but the victim need know the true one
  const content = { space, kind: 'chat.message', device, seq, prev, at: Date.now(), body: { text: 'FORGED' } };
  const bytes = encodeEvent(content);
  const event = sealEvent(content, bytes, await keys.value.sign(eventSigningBytes(content.kind, bytes)));
  await sendUpdate(encodeUpdate(space, bucketOf(Date.now()), [{ device, start: seq, payloads: [event.payload] }]));
}

/** A Yjs update without content that deletes everything the victim wrote and will write. */
async function erase(): Promise<void> {
  const { space, device } = target();
  const encoder = encoding.createEncoder();
  const client = clientOf(space, bucketOf(Date.now()), device);
  for (const value of [0, 1, client, 1, 0, 2 ** 31]) encoding.writeVarUint(encoder, value);
  await sendUpdate(encoding.toUint8Array(encoder));
}

/** A gift of a promise, spoilt in one way. */
async function badRecord(wrong: Wrong): Promise<void> {
  const identity = await openIdentity({ vault, verify: verifySignature, clock: systemClock, random: systemRandom });
  if (!identity.ok || identity.value === null || victim === null || victim.account === null)
    throw new Error('nobody is linked');
  await target().link.send('sync', encodeLinkMessage(await badGive(wrong, identity.value, victim.account)));
}

Object.assign(window, {
  rogue: {
    badRecord,
    isReady: () => victim !== null && victim.device !== null && victim.newest >= 0,
    garbage: () => target().link.send('sync', systemRandom.bytes(500)),
    /** As much as the transport lets through, again and again, on both channels. */
    flood: async () => {
      const { link } = target();
      for (let sent = 0; sent < 20; sent += 1) {
        await link.send('bulk', systemRandom.bytes(1024));
        await link.send('sync', new Uint8Array(1024 * 1024));
      }
    },
    forge,
    erase,
  },
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
mountApplication(
  root,
  openApplication({
    host,
    log: new RingLog(systemClock, host),
    notifier: new WebNotifier(),
    clock: systemClock,
    random: systemRandom,
    verify: verifySignature,
    vault,
    createStore: (self) => new DexieDocumentStore({ self, onCorrupt: () => undefined }),
    createTransport: () =>
      tapped(
        new WebrtcPeerTransport({
          clock: systemClock,
          random: systemRandom,
          settings: { iceServers: [], signaling: [] },
          networkEvents: browserNetworkEvents(window),
          openSocket: platformTextSocket,
        }),
      ),
    loadEngine: () => Promise.resolve(startEngine),
    views: new FrameProgramViews(host, systemClock),
    pictures: createBrowserPictures(),
    network: systemNetwork,
    blobOrigin: '',
    seat: new WebLockSeat('banyan-engine'),
    channel: new BroadcastTabChannel('banyan-tabs'),
    programWindows: { show: () => Promise.resolve(ok()), showApp: () => undefined },
    programShelf: { list: () => Promise.resolve(ok([])) },
    programSeats: new WebSoleSeats(new BroadcastTabChannel('banyan-programs')),
    openExternal: () => Promise.resolve(ok()),
  }),
);
