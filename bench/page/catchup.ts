/** Catching up: one page holds a long talk, the other has nothing and fetches it. The product's engine, store and link, without screens. */
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { browserNetworkEvents } from '@adapters/webrtc/networkEvents.ts';
import { WebrtcPeerTransport } from '@adapters/webrtc/webrtcPeerTransport.ts';
import { platformTextSocket } from '@adapters/websocket/platformTextSocket.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import type { ContactCard } from '@domain/contact/card.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import { directSpace } from '@domain/space/space.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import type { Replicator } from '@services/replication/replicator.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { SpaceId } from '@shared/ids.ts';
import type { CatchUp, CatchUpPlan, Traffic } from '../support/pageContract.ts';
import { articlesOf } from './articles.ts';
import { bareCosts } from './bareStore.ts';
import { cardOf, must } from './profile.ts';
import { type Side, engineOf, openSide, talkOf } from './sides.ts';

const ROOM = { password: 'not a secret', signaling: [] as string[], capacity: 1 };

let side: Promise<Side> | null = null;
/** Where who holds it speaks. */
let space: SpaceId | null = null;
let running: Replicator | null = null;
/** Bytes of messages over the link. */
const wire = { sent: 0, heard: 0 };

/** The card of the one who will catch up. */
export async function catchupCard(): Promise<string> {
  side = openSide(new DexieDocumentStore());
  return toBase64url((await side).own.card);
}

/** Makes what is planned and goes online; the card of the one who holds it. */
export async function catchupHold(
  text: string,
  plan: CatchUpPlan,
  meeting: readonly [string, string],
): Promise<string> {
  side = openSide(new MemoryDocumentStore());
  const own = await side;
  const other = await cardOf(text);
  const spaces = spacesOf(plan, own, other);
  space = spaces[0] ?? null;
  for (const one of spaces) {
    const said = plan.what === 'talk' ? talkOf(own, one, plan.events) : articlesOf(own, one, plan.events);
    for await (const events of said) must(await own.store.admit(events, 'relaxed'));
  }
  running = engineOf(own, other, { spaces });
  meet(running, other, meeting);
  return toBase64url(own.own.card);
}

/** A talk is one space; channels have an id of their own each, the same on both sides. */
function spacesOf({ what, spaces }: CatchUpPlan, own: Side, other: ContactCard): readonly SpaceId[] {
  if (what === 'talk') return [directSpace(own.identity.account, other.account)];
  return Array.from({ length: spaces }, (_, index) => channelSpace(new Uint8Array(32).fill(index + 1)));
}

/** The same link, its bytes counted. */
function counted(link: PeerLink): PeerLink {
  return {
    ...link,
    id: link.id,
    room: link.room,
    stats: link.stats,
    send: (channel, message, options) => {
      wire.sent += message.length;
      return options === undefined ? link.send(channel, message) : link.send(channel, message, options);
    },
    onMessage: (listener) =>
      link.onMessage((channel, message) => {
        wire.heard += message.length;
        listener(channel, message);
      }),
    onClose: (listener) => link.onClose(listener),
    close: (options) => (options === undefined ? link.close() : link.close(options)),
  };
}

/** Links with whoever comes to the room; the link, once there is one. */
function meet(replicator: Replicator, other: ContactCard, [room, signaling]: readonly [string, string]) {
  const transport = new WebrtcPeerTransport({
    clock: systemClock,
    random: systemRandom,
    settings: { iceServers: [], signaling: [signaling] },
    networkEvents: browserNetworkEvents(window),
    openSocket: platformTextSocket,
  });
  const [device] = other.certificates.map((certificate) => certificate.device);
  if (device === undefined) throw new Error('a card without a device');
  const linked = new Promise<PeerLink>((resolve) => {
    transport.join({ ...ROOM, name: room }, (link) => {
      replicator.link(counted(link), { account: other.account, device });
      resolve(link);
    });
  });
  return { linked };
}

/** Says so many things, one at a time, in the talk; bytes of the events, sent by this page, and heard by it. */
export async function catchupSay(count: number): Promise<Traffic> {
  if (side === null || space === null || running === null) throw new Error('nobody to talk to');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const before = { ...wire };
  let payloadBytes = 0;
  for (let index = 0; index < count; index += 1) {
    const text = `An ordinary message of an ordinary length, as people write them all day. ${index}`;
    payloadBytes += must(await running.author(space, MESSAGE_KIND, { text })).payload.length;
    // Until it is acknowledged and compared: one new event in a space at rest.
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return { payloadBytes, sent: wire.sent - before.sent, heard: wire.heard - before.heard };
}

/** Fetches what the other holds; then what the bare parts of that cost here. */
export async function catchupRun(
  text: string,
  plan: CatchUpPlan,
  meeting: readonly [string, string],
): Promise<CatchUp> {
  if (side === null) throw new Error('no card was made');
  const own = await side;
  const other = await cardOf(text);
  const longTasks: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longTasks.push(entry.duration);
  });
  let admitted = 0;
  const stored: number[] = [];
  let done: () => void = () => undefined;
  const whole = new Promise<void>((resolve) => (done = resolve));
  const count = plan.events * plan.spaces;
  const replicator = engineOf(own, other, {
    spaces: spacesOf(plan, own, other),
    onAdmitted: (_, events) => {
      admitted += events.length;
      if (stored.length === 0) stored.push(performance.now());
      if (admitted >= count) done();
    },
  });
  const idle = heap();
  let most = idle;
  const watching = setInterval(() => (most = Math.max(most, heap())), 50);
  await meet(replicator, other, meeting).linked;
  observer.observe({ type: 'longtask' });
  const start = performance.now();
  await whole;
  const ms = performance.now() - start;
  observer.disconnect();
  clearInterval(watching);
  const first = (stored[0] ?? start) - start;
  const bare = await bareCosts(own, other);
  return { ms, first, longest: Math.max(0, ...longTasks), heap: most - idle, ...bare };
}

function heap(): number {
  const { memory } = performance as unknown as { readonly memory?: { readonly usedJSHeapSize: number } };
  return memory?.usedJSHeapSize ?? 0;
}
