/** One group of many devices on the memory transport, to see what the mesh and replication cost as it grows. */
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryNetwork } from '@adapters/memory/transport/memoryNetwork.ts';
import '@domain/log/inspectUpdate.ts';
import type { MeshGroup } from '@services/links/meshKeeper.ts';
import type { Directory } from '@services/replication/context.ts';
import { MeshPeer, type MeshSurroundings } from './meshPeer.ts';

/** What a run says. */
export interface MeshFigures {
  readonly peers: number;
  /** Links per peer. */
  readonly links: { readonly least: number; readonly mean: number; readonly most: number };
  /** Per event and peer: all that was sent above what is said when nothing happens. */
  readonly messages: number;
  readonly bytes: number;
  /** Virtual ms until the last peer had an event. */
  readonly reached: { readonly median: number; readonly worst: number };
  /** Bytes per peer and second while nothing happens. */
  readonly idleBytes: number;
}

/** Lets promises settle: nothing here waits for another thread. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Everyone and everything. */
export class MeshWorld implements MeshSurroundings {
  readonly clock = new FakeClock({ settle });
  readonly network: MemoryNetwork;
  readonly space: SpaceId;
  readonly peers: readonly MeshPeer[];
  readonly group: MeshGroup;
  private readonly random: SeededRandom;
  private count = { messages: 0, bytes: 0 };

  constructor(size: number, seed: number) {
    this.random = new SeededRandom(seed);
    this.network = new MemoryNetwork({ clock: this.clock, seed });
    this.space = toBase64url(this.random.bytes(32)) as SpaceId;
    this.peers = Array.from({ length: size }, () => new MeshPeer(this, this.random));
    this.group = {
      space: this.space,
      devices: new Map(this.peers.map(({ device, account }) => [device, account])),
    };
  }

  /** One message left a peer. */
  sent(bytes: number): void {
    this.count.messages += 1;
    this.count.bytes += bytes;
  }

  /** What was sent since the last look. */
  take(): { readonly messages: number; readonly bytes: number } {
    const { count } = this;
    this.count = { messages: 0, bytes: 0 };
    return count;
  }

  /** A whole number below `limit`. */
  below(limit: number): number {
    return this.random.integer(limit);
  }

  /** Everyone is a member, and everyone may have everything. */
  directoryOf({ account: self }: MeshPeer): Directory {
    const { space, group } = this;
    const devices = [...group.devices.keys()];
    const readers = [...new Set(group.devices.values())].filter((account) => account !== self);
    const members = new Set<AccountId>(group.devices.values());
    return {
      accountOf: (_: SpaceId, device: DeviceId) => group.devices.get(device) ?? null,
      devicesOf: () => devices,
      sharedWith: (account) => (members.has(account) ? [space] : []),
      readersOf: () => readers,
      endOf: () => null,
      floorOf: () => -1,
      isOpenEnded: () => true,
    };
  }

  /** Brings up those given, a few at a time, and waits until the mesh stands. */
  async open(online: readonly MeshPeer[] = this.peers): Promise<void> {
    for (const [index, peer] of online.entries()) {
      await peer.open();
      if (index % 20 === 19) await this.clock.advance(50);
    }
    await this.clock.advance(30_000);
  }

  /** Lets some speak, one each second, and says what it cost. `online` are those who must hear it. */
  async talk(events: number, online: readonly MeshPeer[] = this.peers): Promise<MeshFigures> {
    this.take();
    await this.clock.advance(20_000);
    const idle = this.take();
    const said: { readonly id: EventId; readonly at: number }[] = [];
    const begun = this.clock.monotonic();
    for (let event = 0; event < events; event += 1) {
      const at = this.clock.monotonic();
      const speaker = online[this.below(online.length)];
      if (speaker !== undefined) said.push({ id: await speaker.say(`event ${event}`), at });
      await this.clock.advance(1000);
    }
    await this.clock.advance(20_000);
    const spent = this.take();
    const share = (this.clock.monotonic() - begun) / 20_000;
    const latencies = said.map(({ id, at }) =>
      Math.max(...online.map((peer) => (peer.arrivals.get(id) ?? Infinity) - at)),
    );
    const links = online.map(({ linked }) => linked.size).toSorted((a, b) => a - b);
    const sum = links.reduce((total, count) => total + count, 0);
    const units = events * online.length;
    return {
      peers: online.length,
      links: { least: links[0] ?? 0, mean: sum / links.length, most: links.at(-1) ?? 0 },
      messages: (spent.messages - idle.messages * share) / units,
      bytes: (spent.bytes - idle.bytes * share) / units,
      reached: { median: latencies.toSorted((a, b) => a - b)[events >> 1] ?? 0, worst: Math.max(...latencies) },
      idleBytes: idle.bytes / online.length / 20,
    };
  }
}

/** One line for the person who watches. */
export function meshLine({ peers, links, messages, bytes, reached, idleBytes }: MeshFigures): string {
  return [
    `${peers} peers`,
    `links per peer ${links.least}–${links.most}, mean ${links.mean.toFixed(1)}`,
    `per event and peer ${messages.toFixed(1)} messages, ${bytes.toFixed(0)} bytes`,
    `reached all after ${reached.median.toFixed(0)} ms (median), ${reached.worst.toFixed(0)} ms (worst)`,
    `idle ${idleBytes.toFixed(1)} bytes per peer and second`,
  ].join('; ');
}
