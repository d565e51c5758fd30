/** One channel with many readers on the memory transport in virtual time, to see how fast and at what cost a post reaches them. */
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryNetwork } from '@adapters/memory/transport/memoryNetwork.ts';
import '@domain/log/inspectUpdate.ts';
import { foundCharter } from '@domain/channel/charter.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { simulatedKeys } from '../simulation/simulatedKeys.ts';
import { GossipReader, type GossipSurroundings } from './gossipReader.ts';

/** What a run says. Times in virtual ms; of each post the worst of all is named. */
export interface GossipFigures {
  readonly readers: number;
  readonly links: number;
  /** Until half, 99 of 100, and all of the readers had a post. */
  readonly half: number;
  readonly most: number;
  readonly all: number;
  /** Per post and reader: all that is sent above what is said when nothing happens. */
  readonly bytes: number;
  readonly messages: number;
  /** Per reader and second while nothing happens. */
  readonly idleBytes: number;
  /** What the median reader thinks how many there are. */
  readonly guess: number;
}

/** A short post as people write them. */
const TEXT = 'Rain from noon on, easing towards the evening; the wind turns to the west. '.repeat(4).trim();
const JOIN_STEP = 20;

/** Lets promises settle: nothing here waits for another thread. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Everyone and everything. */
export class GossipWorld implements GossipSurroundings {
  readonly clock = new FakeClock({ settle });
  readonly network: MemoryNetwork;
  readonly readers: readonly GossipReader[];
  space: SpaceId = '' as SpaceId;
  private readonly random: SeededRandom;
  private total = { messages: 0, bytes: 0 };

  constructor(size: number, seed: number) {
    this.random = new SeededRandom(seed);
    this.network = new MemoryNetwork({ clock: this.clock, seed });
    this.readers = Array.from({ length: size }, () => new GossipReader(this, this.random));
  }

  sent(bytes: number): void {
    this.total.messages += 1;
    this.total.bytes += bytes;
  }

  /** Opens the channel and lets everybody join, a few at a time, until the room is mixed. */
  async open(): Promise<void> {
    const [root, key] = [this.random.bytes(32), this.random.bytes(32)];
    this.space = channelSpace(root);
    const first = { pen: key, agree: key, role: 'owner' as const, name: '' };
    const charter = await foundCharter(root, { inbox: key, pens: [first], at: 1 }, simulatedKeys(root).sign);
    if (!charter.ok) throw new Error(charter.error.message);
    const pen = { device: deviceOfKey(key), key, agreement: { seed: key, key }, sign: simulatedKeys(key).sign };
    for (const [index, reader] of this.readers.entries()) {
      await reader.open(this.space, root, index === 0 ? { charter: charter.value, pen } : null);
      if (index % JOIN_STEP === JOIN_STEP - 1) await this.clock.advance(50);
    }
    await this.clock.advance(120_000);
  }

  /** Lets the editor post, one each ten seconds, and says how it went. */
  async talk(posts: number): Promise<GossipFigures> {
    const [editor] = this.readers;
    if (editor === undefined) throw new Error('nobody writes');
    this.take();
    await this.clock.advance(20_000);
    const idle = this.take();
    const reached: (readonly number[])[] = [];
    for (let post = 0; post < posts; post += 1) {
      const at = this.clock.monotonic();
      const id = await editor.post(this.space, `${TEXT} ${post}`);
      await this.clock.advance(20_000);
      reached.push(this.latencies(id, at));
    }
    const spent = this.take();
    const size = this.readers.length;
    const worst = (share: number) =>
      Math.max(...reached.map((times) => times[Math.ceil(times.length * share) - 1] ?? 0));
    const guesses = this.readers.map((reader) => reader.guess(this.space)).toSorted((a, b) => a - b);
    return {
      readers: size,
      links: this.readers.reduce((sum, reader) => sum + reader.links(this.space), 0) / size,
      half: worst(0.5),
      most: worst(0.99),
      all: worst(1),
      bytes: (spent.bytes / posts - idle.bytes) / size,
      messages: (spent.messages / posts - idle.messages) / size,
      idleBytes: idle.bytes / size / 20,
      guess: guesses[Math.floor(size / 2)] ?? 0,
    };
  }

  close(): void {
    for (const reader of this.readers) reader.close();
  }

  /** How long until each reader had a post, shortest first; endless for who has it not. */
  private latencies(id: EventId, at: number): readonly number[] {
    return this.readers
      .slice(1)
      .map(({ arrivals }) => (arrivals.get(id) ?? Number.POSITIVE_INFINITY) - at)
      .toSorted((a, b) => a - b);
  }

  private take(): { readonly messages: number; readonly bytes: number } {
    const { total } = this;
    this.total = { messages: 0, bytes: 0 };
    return total;
  }
}
