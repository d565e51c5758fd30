/** Faults of real networks and machines, between two people in network namespaces of their own. */
import { listenSignaling, type SignalingServer } from '../../../src/main/services/signaling/signalingServer.ts';
import type { Person } from '../support/person.ts';
import type { Namespaces } from '../transport/namespaces.ts';
import { browserProcesses, signalAll } from './processes.ts';

/** Where an accident happens: to `one`; `other` is only told by what it hears, or does not. */
export interface Scene {
  readonly one: Person;
  readonly other: Person;
  readonly namespaces: Namespaces;
  readonly signaling: Signaling;
}

/** A signaling service that can be ended and started again under the same address. */
export class Signaling {
  readonly url: string;
  private running: SignalingServer | null;

  private constructor(running: SignalingServer) {
    this.running = running;
    this.url = running.url;
  }

  static async start(host: string): Promise<Signaling> {
    return new Signaling(await listenSignaling({ host, port: 0 }));
  }

  async stop(): Promise<void> {
    await this.running?.close();
    this.running = null;
  }

  async again(): Promise<void> {
    const { hostname, port } = new URL(this.url);
    this.running ??= await listenSignaling({ host: hostname, port: Number(port) });
  }
}

/** Both write while it lasts: `meanwhile` is called once it has begun. Answers when the way was there again, by `performance.now`. */
export interface Accident {
  readonly title: string;
  readonly happen: (scene: Scene, meanwhile: () => Promise<void>) => Promise<number>;
}

/** What the page of `one` needs for accidents within it: see `script` of `PersonOptions`. */
export const PAGE_SCRIPT = `{
  const links = new Set();
  const channels = new Set();
  const deaf = new WeakSet();
  for (const kind of [RTCPeerConnection, RTCDataChannel]) {
    kind.prototype.addEventListener = function (name, listener, options) {
      const heard = (event) => (deaf.has(this) ? undefined : listener.call(this, event));
      EventTarget.prototype.addEventListener.call(this, name, heard, options);
    };
  }
  const createDataChannel = RTCPeerConnection.prototype.createDataChannel;
  RTCPeerConnection.prototype.createDataChannel = function (...values) {
    const channel = createDataChannel.apply(this, values);
    links.add(this);
    channels.add(channel);
    return channel;
  };
  const closeAll = (all) => {
    for (const each of all) each.close();
    all.clear();
  };
  globalThis.faults = {
    closeConnections: () => closeAll(links),
    closeChannels: () => closeAll(channels),
    destroy: () => {
      for (const each of [...links, ...channels]) deaf.add(each);
      closeAll(links);
      channels.clear();
    },
  };
}`;

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Ends the pause at a set time after its beginning, however long `work` takes. */
async function lasting(milliseconds: number, work: () => Promise<void>): Promise<void> {
  const over = sleep(milliseconds);
  await work();
  await over;
}

function silentCut(seconds: number): Accident {
  return {
    title: `silent cut of ${seconds} s`,
    happen: async ({ namespaces }, meanwhile) => {
      namespaces.cut();
      await lasting(seconds * 1000, meanwhile);
      namespaces.restore();
      return performance.now();
    },
  };
}

const peerPathCut: Accident = {
  title: 'peer path cut for 20 s, signaling up',
  happen: async ({ namespaces }, meanwhile) => {
    namespaces.isolate(true);
    await lasting(20_000, meanwhile);
    namespaces.isolate(false);
    return performance.now();
  },
};

function within(title: string, method: 'closeConnections' | 'closeChannels' | 'destroy'): Accident {
  return {
    title,
    happen: async ({ one }, meanwhile) => {
      await one.page.evaluate(`faults.${method}()`);
      const since = performance.now();
      await meanwhile();
      return since;
    },
  };
}

const addressChange: Accident = {
  title: 'address of the network changed',
  happen: async ({ namespaces }, meanwhile) => {
    namespaces.changeAddress();
    const since = performance.now();
    await meanwhile();
    return since;
  },
};

function freeze(seconds: number): Accident {
  return {
    title: `frozen for ${seconds} s`,
    happen: async ({ one }, meanwhile) => {
      const processes = browserProcesses(one.profile);
      if (processes.length < 3) throw new Error('the browser to freeze was not found');
      // What the frozen one writes is on its way at that moment: its keys were pressed, nothing was waited for.
      const written = meanwhile();
      await sleep(50);
      signalAll(processes, 'SIGSTOP');
      await sleep(seconds * 1000);
      signalAll(processes, 'SIGCONT');
      const since = performance.now();
      await written;
      return since;
    },
  };
}

const signalingLost: Accident = {
  title: 'signaling killed, connection lost meanwhile, signaling back',
  happen: async ({ one, signaling }, meanwhile) => {
    await signaling.stop();
    await one.page.evaluate('faults.closeConnections()');
    await lasting(10_000, meanwhile);
    await signaling.again();
    return performance.now();
  },
};

/** Every kind of fault; the first three are those of a quick run. */
export const ACCIDENTS: readonly Accident[] = [
  silentCut(5),
  within('RTCPeerConnection.close()', 'closeConnections'),
  freeze(10),
  silentCut(15),
  silentCut(40),
  peerPathCut,
  within('data channels closed', 'closeChannels'),
  within('link object destroyed, its owner never told', 'destroy'),
  addressChange,
  freeze(90),
  signalingLost,
];
