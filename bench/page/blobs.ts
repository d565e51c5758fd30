/** Blobs between two pages: the product's link, exchange and host, without screens. */
import { createBrowserHost } from '@adapters/host-browser/browserHost.dom.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { browserNetworkEvents } from '@adapters/webrtc/networkEvents.ts';
import { WebrtcPeerTransport } from '@adapters/webrtc/webrtcPeerTransport.ts';
import { platformTextSocket } from '@adapters/websocket/platformTextSocket.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import { LinkedBlobExchange } from '@services/blobs/blobExchange.ts';
import { BlobLibrary } from '@services/blobs/blobLibrary.ts';
import { BlobRecords } from '@services/blobs/blobRecords.ts';
import { HostBlobStore } from '@services/blobs/hostBlobStore.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, BlobId, DeviceId } from '@shared/ids.ts';
import type { PingKind, Pings } from '../support/pageContract.ts';
import { must } from './profile.ts';

const ROOM = { password: 'not a secret', signaling: [] as string[], capacity: 1 };

async function open() {
  const host = createBrowserHost({ clock: systemClock });
  const account = toBase64url(systemRandom.bytes(32)) as AccountId;
  const store = new MemoryDocumentStore();
  must(await store.open(account));
  const blobs = new HostBlobStore({ host, account });
  const records = new BlobRecords(store, systemClock);
  const log = new RingLog(systemClock, host);
  const exchange = new LinkedBlobExchange({ store: blobs, records, clock: systemClock, log, mayGive: () => true });
  const library = new BlobLibrary({ store: blobs, records, exchange, budget: () => Number.MAX_SAFE_INTEGER });
  return { host, account, exchange, library };
}

let opening: ReturnType<typeof open> | null = null;
let link: PeerLink | null = null;

/** Meets the other page in a room; resolves when the link is up. */
export async function blobJoin(room: string, signaling: string): Promise<void> {
  opening ??= open();
  const { account, exchange } = await opening;
  const transport = new WebrtcPeerTransport({
    clock: systemClock,
    random: systemRandom,
    settings: { iceServers: [], signaling: [signaling] },
    networkEvents: browserNetworkEvents(window),
    openSocket: platformTextSocket,
  });
  link = await new Promise<PeerLink>((resolve) => {
    transport.join({ ...ROOM, name: room }, (made) => {
      exchange.attach(made, { account, device: account as unknown as DeviceId });
      made.onMessage((channel, message) => {
        if (channel !== 'sync') return;
        if (message[0] === PING) void say(made, message.slice().fill(PONG, 0, 1));
        if (message[0] === BARE_PING) void made.send('sync', message.slice().fill(PONG, 0, 1));
      });
      resolve(made);
    });
  });
}

const PING = 1;
const PONG = 2;
/** Answered without being kept: what the link alone takes. */
const BARE_PING = 3;

/** As an own event goes: durable in the host's journal, then on its way. */
async function say(to: PeerLink, event: Uint8Array): Promise<void> {
  opening ??= open();
  const { host, account } = await opening;
  must(await host.call('journal.append', { account, entries: [event] }));
  await to.send('sync', event);
}

/** Bytes that differ from chunk to chunk, made when they are read. */
function sourceOf(size: number, seed: number): BlobSource {
  const pattern = crypto.getRandomValues(new Uint8Array(64 * 1024));
  return {
    size,
    slice: (start, end) => {
      const bytes = new Uint8Array(end - start);
      for (let at = 0; at < bytes.length; at += pattern.length) {
        bytes.set(pattern.subarray(0, bytes.length - at), at);
        if (bytes.length - at >= 16) new DataView(bytes.buffer).setFloat64(at, start + at + seed);
      }
      return { arrayBuffer: () => Promise.resolve(bytes.buffer) };
    },
  };
}

/** Keeps a file of so many bytes; its id, and ms. */
export async function blobPut(size: number): Promise<{ readonly id: string; readonly ms: number }> {
  opening ??= open();
  const { library } = await opening;
  const start = performance.now();
  const { id } = must(await library.put(sourceOf(size, Math.random())));
  return { id, ms: performance.now() - start };
}

/** Fetches a blob over the link; ms until it is here, durable. */
export async function blobFetch(text: string, size: number): Promise<number> {
  opening ??= open();
  const { exchange } = await opening;
  const id = text as BlobId;
  const progress = exchange.progress(id);
  const start = performance.now();
  const here = new Promise<void>((resolve, reject) => {
    progress.subscribe(() => {
      const { state, error } = progress.get();
      if (state === 'here') resolve();
      if (state === 'failed') reject(new Error(error ?? 'failed'));
    });
  });
  exchange.fetch({ id, size }, 'now');
  await here;
  return performance.now() - start;
}

export async function blobRemove(text: string): Promise<void> {
  if (opening === null) return;
  must(await (await opening).library.remove(text as BlobId));
}

/** Times of pings one after the other; ms each. */
export async function blobPings({ kind, count, bytes, rest }: Pings): Promise<readonly number[]> {
  const trips: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = performance.now();
    await ping(kind, bytes);
    trips.push(performance.now() - start);
    // Not in step with anything.
    await new Promise((resolve) => setTimeout(resolve, rest * (0.6 + ((index * 7) % 17) / 20)));
  }
  return trips;
}

async function ping(kind: PingKind, bytes: number): Promise<void> {
  const own = link;
  if (own === null || opening === null) throw new Error('no link');
  const event = new Uint8Array(bytes).fill(kind === 'link' ? BARE_PING : PING, 0, 1);
  if (kind === 'call') {
    must(await (await opening).host.call('host.describe', {}));
    return;
  }
  if (kind === 'keep') {
    const { host, account } = await opening;
    must(await host.call('journal.append', { account, entries: [event] }));
    return;
  }
  const answered = new Promise<void>((resolve) => {
    const stop = own.onMessage((channel, message) => {
      if (channel !== 'sync' || message[0] !== PONG) return;
      stop();
      resolve();
    });
  });
  if (kind === 'event') await say(own, event);
  else await own.send('sync', event);
  await answered;
}
