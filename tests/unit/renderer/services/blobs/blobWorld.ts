import { onTestFinished } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { type MemoryHost, createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { MemoryNetwork } from '@adapters/memory/transport/memoryNetwork.ts';
import type { MemoryPeerTransport } from '@adapters/memory/transport/memoryPeerTransport.ts';
import { type BlobMessage, decodeBlobMessage, encodeBlobMessage } from '@domain/blob/messages.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import { LinkedBlobExchange } from '@services/blobs/blobExchange.ts';
import type { BlobPriority, BlobProgress } from '@services/blobs/blobProgress.ts';
import { BlobRecords } from '@services/blobs/blobRecords.ts';
import { HostBlobStore } from '@services/blobs/hostBlobStore.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import type { AccountId, BlobId, DeviceId } from '@shared/ids.ts';
import type { Result } from '@shared/result.ts';
import { type MadeBlob, blobOf, isSame } from '../../../../support/shared/blobFixtures.ts';

/** The value of a result that must be a success. */
export function must<T>(result: Result<T, { code: string; message: string }>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

const idOf = (letter: string) => letter.toUpperCase().repeat(42) + 'A';

/** One device with blobs, and its end of each link. */
export class Holder {
  readonly name: string;
  readonly account: AccountId;
  readonly host: MemoryHost = createMemoryHost();
  readonly blobs: HostBlobStore;
  readonly records: BlobRecords;
  readonly transport: MemoryPeerTransport;
  readonly log: RingLog;
  readonly links: PeerLink[] = [];
  readonly asked: [AccountId, BlobId][] = [];
  readonly completed: BlobId[] = [];
  mayGive: (account: AccountId, blob: BlobId) => boolean = () => true;
  exchange: LinkedBlobExchange;
  private readonly world: BlobWorld;
  private readonly store = new MemoryDocumentStore();

  constructor(world: BlobWorld, name: string) {
    this.world = world;
    this.name = name;
    this.account = idOf(name.charAt(0)) as AccountId;
    this.blobs = new HostBlobStore({ host: this.host, account: this.account });
    this.records = new BlobRecords(this.store, world.clock);
    this.transport = world.network.createTransport();
    this.log = new RingLog(world.clock, this.host);
    this.exchange = this.open();
  }

  async ready(): Promise<this> {
    must(await this.store.open(this.account));
    return this;
  }

  /** Ends the exchange and starts another over the same disk. */
  async restart(): Promise<void> {
    this.exchange.dispose();
    this.links.splice(0);
    this.exchange = this.open();
    await this.exchange.resume();
  }

  /** The chunks that are read from the disk from now on. */
  reads(): readonly number[] {
    const indexes: number[] = [];
    const read = this.blobs.read.bind(this.blobs);
    this.blobs.read = (id, index) => {
      indexes.push(index);
      return read(id, index);
    };
    return indexes;
  }

  /** Has a whole blob, made here. */
  async has(blob: MadeBlob): Promise<void> {
    must(await this.blobs.put(new Blob([blob.bytes])));
    await this.records.own(blob.id, blob.bytes.length);
  }

  /** Has some chunks. */
  async hasSome(blob: MadeBlob, indexes: readonly number[]): Promise<void> {
    must(await this.blobs.begin(blob.id, blob.outline));
    for (const index of indexes) must(await this.blobs.write(blob.id, index, blob.chunks[index] ?? new Uint8Array()));
  }

  fetch(blob: MadeBlob, priority: BlobPriority = 'now'): void {
    this.exchange.fetch({ id: blob.id, size: blob.bytes.length }, priority);
  }

  progress(blob: MadeBlob): BlobProgress {
    return this.exchange.progress(blob.id).get();
  }

  /** Whether the disk gives back every byte of a blob. */
  async isWhole(blob: MadeBlob): Promise<boolean> {
    for (const [index, chunk] of blob.chunks.entries()) {
      if (!isSame(must(await this.blobs.read(blob.id, index)), chunk)) return false;
    }
    return true;
  }

  private open(): LinkedBlobExchange {
    const { records, log } = this;
    return new LinkedBlobExchange({
      store: this.blobs,
      records,
      log,
      clock: this.world.clock,
      mayGive: (account, blob) => {
        this.asked.push([account, blob]);
        return this.mayGive(account, blob);
      },
      onComplete: (id) => this.completed.push(id),
    });
  }
}

/** Devices on a virtual network, in virtual time. */
export class BlobWorld {
  readonly clock = new FakeClock();
  readonly network = new MemoryNetwork({ clock: this.clock, seed: 7, conditions: { bandwidth: 16 * 1024 } });
  readonly holders: Holder[] = [];

  static async of(...names: readonly string[]): Promise<{ world: BlobWorld; holders: Holder[] }> {
    const world = new BlobWorld();
    for (const name of names) world.holders.push(await new Holder(world, name).ready());
    onTestFinished(() => {
      for (const holder of world.holders) holder.exchange.dispose();
    });
    return { world, holders: world.holders };
  }

  /** Links two holders for as long as the room is joined; each new link is attached. */
  join(one: Holder, other: Holder): void {
    const name = `${one.name}-${other.name}`;
    this.enter(one, { name, peer: other.account });
    this.enter(other, { name, peer: one.account });
  }

  /** Joins without an exchange: what comes is heard, and anything may be said. */
  rogue(account: AccountId, other: Holder): Rogue {
    const rogue = new Rogue(this.network.createTransport(), `rogue-${other.name}`);
    this.enter(other, { name: `rogue-${other.name}`, peer: account });
    return rogue;
  }

  async pass(ms: number, step = 50): Promise<void> {
    for (let passed = 0; passed < ms; passed += step) {
      await this.clock.advance(step);
      for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Lets time pass until something holds. */
  async until(holds: () => boolean, most = 120_000): Promise<void> {
    for (let passed = 0; passed < most; passed += 50) {
      if (holds()) return;
      await this.pass(50);
    }
    throw new Error('it never came to be');
  }

  private enter(holder: Holder, { name, peer }: { readonly name: string; readonly peer: AccountId }): void {
    const room = { name, password: 'secret', signaling: [], capacity: 1 };
    holder.transport.join(room, (link) => {
      holder.links.push(link);
      holder.exchange.attach(link, { account: peer, device: idOf('D') as DeviceId });
    });
  }
}

/** A peer that keeps to no rule. */
export class Rogue {
  readonly heard: BlobMessage[] = [];
  /** What it does with what it hears. */
  answer: (message: BlobMessage) => void = () => undefined;
  isCutOff = false;
  private link: PeerLink | null = null;

  constructor(transport: MemoryPeerTransport, name: string) {
    transport.join({ name, password: 'secret', signaling: [], capacity: 1 }, (link) => {
      this.link = link;
      link.onClose(() => {
        this.isCutOff = true;
      });
      link.onMessage((_channel, bytes) => {
        const message = decodeBlobMessage(bytes);
        if (!message.ok) return;
        this.heard.push(message.value);
        this.answer(message.value);
      });
    });
  }

  say(message: BlobMessage): void {
    this.raw(encodeBlobMessage(message));
  }

  raw(bytes: Uint8Array): void {
    void this.link?.send('bulk', bytes);
  }
}

/** A blob large enough for windows to matter. */
export const largeBlob = (seed = 3) => blobOf(24, seed);
