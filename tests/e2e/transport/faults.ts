import type { Room } from '@ports/peerTransport.ts';
import { digestOf, patternBytes, type TransportDriver } from '../../support/shared/transportDriver.ts';
import type { EngineName } from '../../support/shared/transportHarness.ts';
import type { Namespaces } from './namespaces.ts';
import { type Grounds, type Machine, type PeerPlace, startPeer } from './world.ts';

/** Two peers on two machines that share a room. */
export interface Couple {
  readonly one: PeerPlace;
  readonly other: PeerPlace;
  readonly room: Room;
  readonly grounds: Grounds;
  readonly engine: EngineName;
  readonly namespaces: Namespaces | null;
}

/** The couple as it is after the fault, and when the fault was over. */
export interface Healing {
  readonly couple: Couple;
  readonly since: number;
}

export interface Fault {
  readonly title: string;
  /** Breaks something and puts it right again. */
  readonly run: (couple: Couple, duration: number) => Promise<Healing>;
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

let seed = 1000;

/** Sends on whatever link is live until the other side has heard one of the messages. */
async function untilHeard(
  from: TransportDriver,
  to: TransportDriver,
  what: { room: Room; deadline: number },
): Promise<boolean> {
  const expected = new Set<number>();
  while (performance.now() < what.deadline) {
    for (const link of (await from.links(what.room.name)).filter(({ closed }) => closed === null)) {
      seed += 1;
      expected.add(digestOf(patternBytes(64, seed)));
      // Not awaited: on a link that is dead without knowing it, it may take long.
      from.send({ linkId: link.id, channel: 'sync', size: 64, seed }).catch(() => undefined);
    }
    await sleep(60);
    for (const link of await to.links(what.room.name)) {
      if ((await to.received(link.id)).some(({ digest }) => expected.has(digest))) return true;
    }
  }
  return false;
}

/** Joins both and waits until they hear each other. */
export async function linkCouple(couple: Couple): Promise<void> {
  await couple.one.driver.join(couple.room);
  await couple.other.driver.join(couple.room);
  const took = await untilHealed({ couple, since: performance.now() }, 30_000);
  if (took >= 30_000) {
    const states = await Promise.all([couple.one.driver.status(), couple.other.driver.status()]);
    throw new Error(`the two never linked: ${JSON.stringify(states)}`);
  }
  // A link that has lived a while, as links do when they break.
  await sleep(2500);
}

/** Ms from the end of the fault until a message has gone each way; `limit` when it did not. */
export async function untilHealed({ couple, since }: Healing, limit: number): Promise<number> {
  const what = { room: couple.room, deadline: since + limit };
  const forth = await untilHeard(couple.one.driver, couple.other.driver, what);
  const back = forth && (await untilHeard(couple.other.driver, couple.one.driver, what));
  return back ? performance.now() - since : limit;
}

async function processesOf(machine: Machine): Promise<readonly number[]> {
  const session = await machine.browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.map(({ id }) => id);
}

const now = (couple: Couple): Healing => ({ couple, since: performance.now() });

const connectionClosed: Fault = {
  title: 'RTCPeerConnection.close() on one side',
  run: async (couple) => {
    await couple.one.machine.harness('breakConnections');
    return now(couple);
  },
};

const channelsClosed: Fault = {
  title: 'data channels closed on one side',
  run: async (couple) => {
    await couple.one.machine.harness('breakChannels');
    return now(couple);
  },
};

const pageFrozen: Fault = {
  title: 'one page frozen by the browser',
  run: async (couple, duration) => {
    const page = couple.one.machine.page();
    const session = await page.context().newCDPSession(page);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await sleep(duration);
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await session.detach();
    return now(couple);
  },
};

const processesStopped: Fault = {
  title: 'one Chromium stopped (SIGSTOP), as sleep does',
  run: async (couple, duration) => {
    const processes = await processesOf(couple.one.machine);
    for (const id of processes) process.kill(id, 'SIGSTOP');
    await sleep(duration);
    for (const id of processes) process.kill(id, 'SIGCONT');
    return now(couple);
  },
};

const signalingLost: Fault = {
  title: 'signaling killed, connection broken meanwhile, signaling back',
  run: async (couple, duration) => {
    await couple.grounds.stopSignaling();
    await couple.one.machine.harness('breakConnections');
    await sleep(duration);
    await couple.grounds.startSignaling();
    return now(couple);
  },
};

const pageReloaded: Fault = {
  title: 'one page reloaded',
  run: async (couple) => {
    await couple.one.machine.page().reload();
    await couple.one.machine.page().waitForFunction('globalThis.harness !== undefined');
    const one = await startPeer(couple.one.machine, {
      name: couple.one.name,
      grounds: couple.grounds,
      engine: couple.engine,
    });
    await one.driver.join(couple.room);
    return now({ ...couple, one });
  },
};

const pageCrashed: Fault = {
  title: 'one renderer crashed and its page opened again',
  run: async (couple) => {
    const page = couple.one.machine.page();
    const crashed = page.waitForEvent('crash');
    page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    await couple.one.machine.renewPage();
    const one = await startPeer(couple.one.machine, {
      name: couple.one.name,
      grounds: couple.grounds,
      engine: couple.engine,
    });
    await one.driver.join(couple.room);
    return now({ ...couple, one });
  },
};

function silentCut(title: string, factor: number): Fault {
  return {
    title,
    run: async (couple, duration) => {
      couple.namespaces?.cut();
      await sleep(duration * factor);
      couple.namespaces?.restore();
      return now(couple);
    },
  };
}

/** What each fault needs: nothing but the page and its processes, or a network of our own. */
export const faults = {
  local: [connectionClosed, channelsClosed, pageFrozen, processesStopped, signalingLost, pageReloaded, pageCrashed],
  path: [
    silentCut('a silent cut, signaling included', 1),
    silentCut('a silent cut twice as long', 2),
    silentCut('a short silent cut', 0.3),
  ],
} as const satisfies Record<string, readonly Fault[]>;
