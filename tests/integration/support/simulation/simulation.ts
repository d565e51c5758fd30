/** A world of peers in virtual time whose every accident comes from one seed. */
import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
// Virtual time does not wait for an import: what the engine loads late is loaded before.
import '@domain/log/inspectUpdate.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryNetwork } from '@adapters/memory/transport/memoryNetwork.ts';
import type { Log } from '@services/diagnostics/log.ts';
import type { Noise } from './noisyLink.ts';
import { SimulatedPeer, type SimulatedSpace, type SimulatedWorld } from './simulatedPeer.ts';

export const QUIET: Noise = { loss: 0, duplication: 0, delay: 0 };

export class Simulation implements SimulatedWorld {
  readonly seed: number;
  readonly clock: FakeClock;
  readonly network: MemoryNetwork;
  readonly random: SeededRandom;
  readonly peers: readonly SimulatedPeer[];
  readonly spaces: readonly SimulatedSpace[];
  noise: Noise = QUIET;
  readonly log: Log = { write: (level, source, text) => this.note(`${level} ${source}: ${text}`) };
  /** By space: what was acknowledged to whoever said it. */
  readonly said = new Map<SpaceId, string[]>();
  /** Claims of "synced" that were looked at, and what was wrong with those that were wrong. */
  claims = 0;
  readonly falseClaims: string[] = [];
  /** The last that was logged, for the report of a failure. */
  readonly notes: string[] = [];
  private hasNews = true;

  constructor(seed: number) {
    this.seed = seed;
    this.random = new SeededRandom(seed);
    this.clock = new FakeClock({ settle: () => this.settle() });
    this.network = new MemoryNetwork({ clock: this.clock, seed: seed + 1 });
    this.peers = Array.from({ length: 2 + this.random.integer(3) }, (_, number) => new SimulatedPeer(this, number));
    this.spaces = Array.from({ length: 1 + this.random.integer(3) }, () => this.makeSpace());
    for (const peer of this.peers) peer.open();
  }

  pass(milliseconds: number): Promise<void> {
    return this.clock.advance(milliseconds);
  }

  acknowledged(space: SpaceId, text: string): void {
    this.note(`  acknowledged: ${text}`);
    this.said.set(space, [...(this.said.get(space) ?? []), text]);
  }

  /** Something was taken somewhere: claims are to be looked at again. */
  took(): void {
    this.hasNews = true;
  }

  publicKeyOf(device: DeviceId): Uint8Array {
    const key = fromBase64url(device);
    if (!key.ok) throw new Error('a device is its key');
    return key.value;
  }

  note(line: string): void {
    this.notes.push(`${Math.round(this.clock.monotonic())} ${line}`);
    if (this.notes.length > 200) this.notes.shift();
  }

  private makeSpace(): SimulatedSpace {
    const id = toBase64url(this.random.bytes(32)) as SpaceId;
    const first = this.random.integer(this.peers.length);
    const second = (first + 1 + this.random.integer(this.peers.length - 1)) % this.peers.length;
    const members = this.peers.filter((_, number) => number === first || number === second || this.random.chance(0.6));
    return { id, members };
  }

  /** No promise here waits for anything but promises and virtual time: one turn lets them all come to rest. */
  private async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.checkClaims();
  }

  /**
   * Whoever says "synced" with a peer holds nothing that the peer does not hold. What the peer made since it last said how it
   * stands nobody can know. While a peer is down, or mends its database from its journal, it cannot be asked what it holds; after
   * that it holds all it ever acknowledged, power cuts or not.
   */
  private checkClaims(): void {
    for (const peer of this.peers) {
      for (const { session, peer: other } of peer.links) {
        const { equal, shared } = session.synced;
        if (shared === 0 || equal < shared || !other.isWhole) continue;
        this.claims += 1;
        if (this.hasNews) this.checkClaim(peer, other);
      }
    }
    this.hasNews = false;
  }

  private checkClaim(peer: SimulatedPeer, other: SimulatedPeer): void {
    const theirs = other.held();
    const shared = this.spaces.filter(({ members }) => members.includes(peer) && members.includes(other));
    for (const { id, members } of shared) {
      for (const { device } of members) {
        const [here, there] = [peer.known.get(id + device) ?? -1, theirs.get(id + device) ?? -1];
        if (here > there) {
          this.falseClaims.push(
            `${peer.number} says synced with ${other.number} at ${this.clock.monotonic()}: ${here} > ${there}`,
          );
        }
      }
    }
  }
}
