/** `sync.linkup-idle`: two engines that hold the same of many spaces meet over a bare connection inside this page. */
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { ok } from '@shared/result.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { SpaceId } from '@shared/ids.ts';
import type { LinkUps } from '../support/pageContract.ts';
import { cardOf, must } from './profile.ts';
import { type Side, engineOf, openSide, talkOf } from './sides.ts';

const EVENTS = 5;

/** A store, and how often a log was read from it. */
function counted(store: DocumentStore) {
  const reads = { logs: 0 };
  const proxy = new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...parameters: unknown[]): unknown => {
        if (name === 'bucketHeads' || name === 'payloads' || name === 'scan') reads.logs += 1;
        return Reflect.apply(value, target, parameters);
      };
    },
  });
  return { store: proxy, reads };
}

/** Two ends of a channel between two connections of this page. */
export async function channelPair(): Promise<readonly [RTCDataChannel, RTCDataChannel]> {
  const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
  one.addEventListener('icecandidate', ({ candidate }) => void other.addIceCandidate(candidate ?? undefined));
  other.addEventListener('icecandidate', ({ candidate }) => void one.addIceCandidate(candidate ?? undefined));
  const here = one.createDataChannel('link');
  const there = new Promise<RTCDataChannel>((resolve) => {
    other.addEventListener('datachannel', ({ channel }) => resolve(channel));
  });
  const opened = new Promise((resolve) => here.addEventListener('open', resolve, { once: true }));
  await one.setLocalDescription();
  await other.setRemoteDescription(one.localDescription ?? { type: 'offer' });
  await other.setLocalDescription();
  await one.setRemoteDescription(other.localDescription ?? { type: 'answer' });
  await opened;
  const pair = [here, await there] as const;
  for (const channel of pair) channel.binaryType = 'arraybuffer';
  return pair;
}

/** One end of a path: what is sent by it arrives so many ms later than the channel alone would bring it. */
interface End {
  readonly channel: RTCDataChannel;
  readonly send: (bytes: Uint8Array<ArrayBuffer>) => void;
}

export function endOf(channel: RTCDataChannel, delay: number): End {
  // Timers of one length come in the order in which they were set.
  const send: End['send'] = (bytes) =>
    delay === 0 ? channel.send(bytes) : void setTimeout(() => channel.send(bytes), delay);
  return { channel, send };
}

/** ms for one message of some bytes and its echo. */
export async function roundTrip([here, there]: readonly [End, End], bytes: number): Promise<number> {
  const echo = ({ data }: MessageEvent<ArrayBuffer>) => there.send(new Uint8Array(data));
  there.channel.addEventListener('message', echo, { once: true });
  const back = new Promise((resolve) => here.channel.addEventListener('message', resolve, { once: true }));
  const start = performance.now();
  here.send(new Uint8Array(bytes));
  await back;
  return performance.now() - start;
}

function linkOver({ channel, send }: End, id: string, said: { bytes: number }): PeerLink {
  return {
    id,
    room: 'bench',
    stats: writableSnapshot({ roundTrip: null, bytesSent: 0, bytesReceived: 0 }),
    send: (_, message) => {
      said.bytes += message.length;
      send(Uint8Array.from(message));
      return Promise.resolve(ok());
    },
    onMessage: (listener) => {
      const hear = ({ data }: MessageEvent<ArrayBuffer>) => listener('sync', new Uint8Array(data));
      channel.addEventListener('message', hear);
      return () => channel.removeEventListener('message', hear);
    },
    onClose: () => () => undefined,
    close: () => undefined,
  };
}

async function fill(speaker: Side, stores: readonly DocumentStore[], spaces: readonly SpaceId[]): Promise<void> {
  for (const space of spaces) {
    for await (const events of talkOf(speaker, space, EVENTS)) {
      for (const store of stores) must(await store.admit(events, 'relaxed'));
    }
  }
}

/**
 * Links two engines anew, each time as after a start; ms until both know all spaces to be equal, and the bare round trip, both over a path
 * of `delay` ms each way. Before, they learn how their spaces stand, as the app does while it looks for others; in every second round
 * they do not.
 */
export async function linkUps(count: number, rounds: number, delay: number): Promise<LinkUps> {
  const { store, reads } = counted(new DexieDocumentStore());
  const [alice, bob] = [await openSide(new MemoryDocumentStore()), await openSide(store)];
  const spaces = Array.from({ length: count }, () => toBase64url(systemRandom.bytes(32)) as SpaceId);
  await fill(alice, [alice.store, bob.store], spaces);
  const [aliceCard, bobCard] = await Promise.all([alice, bob].map(({ own }) => cardOf(toBase64url(own.card))));
  if (aliceCard === undefined || bobCard === undefined) throw new Error('two cards');
  const channels = await channelPair();
  const ends = [endOf(channels[0], delay), endOf(channels[1], delay)] as const;
  const measured: number[] = [];
  const baseline: number[] = [];
  const unprepared: number[] = [];
  let logsRead = 0;
  for (let round = -2; round < 2 * rounds; round += 1) {
    reads.logs = 0;
    const said = { bytes: 0 };
    const [left, right] = [engineOf(alice, bobCard, { spaces }), engineOf(bob, aliceCard, { spaces })];
    if (round % 2 === 0) await Promise.all([left.prepare([bobCard.account]), right.prepare([aliceCard.account])]);
    const start = performance.now();
    const sessions = [
      left.link(linkOver(ends[0], `a${round}`, said), { account: bobCard.account, device: bob.identity.device }),
      right.link(linkOver(ends[1], `b${round}`, said), {
        account: aliceCard.account,
        device: alice.identity.device,
      }),
    ];
    await heardUntil(channels, () => sessions.every(({ synced }) => synced.equal === count));
    const ms = performance.now() - start;
    for (const session of sessions) session.close();
    // As many bytes as either said.
    const bare = await roundTrip(ends, Math.ceil(said.bytes / 2));
    logsRead += reads.logs;
    if (round < 0) continue;
    if (round % 2 === 0) measured.push(ms);
    else unprepared.push(ms);
    baseline.push(bare);
  }
  return { measured, baseline, unprepared, logsRead };
}

/** Looks after each message and not in between: a thread that never rests would hold up the network. */
function heardUntil(channels: readonly RTCDataChannel[], isDone: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const listening = new AbortController();
    const look = async (): Promise<void> => {
      await nextTask();
      if (!isDone()) return;
      listening.abort();
      resolve();
    };
    for (const channel of channels)
      channel.addEventListener('message', () => void look(), { signal: listening.signal });
  });
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => resolve(), { once: true });
    port1.start();
    port2.postMessage(null);
  });
}
