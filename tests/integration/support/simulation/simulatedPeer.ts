/** One device of a simulation: the replication core over disks that last and a process that does not. */
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import type { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import type { MemoryNetwork } from '@adapters/memory/transport/memoryNetwork.ts';
import type { MemoryPeerTransport } from '@adapters/memory/transport/memoryPeerTransport.ts';
import type { ContactBook } from '@services/contacts/contactBook.ts';
import { GroupBook } from '@services/groups/groupBook.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { reconcile } from '@services/journal/reconcile.ts';
import { markAgreement } from '@services/journal/standing.ts';
import type { Log } from '@services/diagnostics/log.ts';
import type { Directory } from '@services/replication/context.ts';
import type { PeerSession } from '@services/replication/peerSession.ts';
import { Replicator } from '@services/replication/replicator.ts';
import { SimulatedDisks } from './disks.ts';
import { type Noise, noisyLink } from './noisyLink.ts';
import { type CrashPhase, SimulatedProcess } from './process.ts';
import { simulatedKeys, verifySimulated } from './simulatedKeys.ts';

/** Who shares a space. */
export interface SimulatedSpace {
  readonly id: SpaceId;
  readonly members: readonly SimulatedPeer[];
}

/** What a peer knows of the world around it. */
export interface SimulatedWorld {
  readonly seed: number;
  readonly clock: FakeClock;
  readonly network: MemoryNetwork;
  readonly log: Log;
  readonly noise: Noise;
  readonly peers: readonly SimulatedPeer[];
  readonly spaces: readonly SimulatedSpace[];
  note(line: string): void;
  acknowledged(space: SpaceId, text: string): void;
  took(): void;
  publicKeyOf(device: DeviceId): Uint8Array;
}

/** What one process holds. */
interface Running {
  readonly process: SimulatedProcess;
  readonly replicator: Replicator;
  readonly journal: EventJournal;
  readonly store: DocumentStore;
  readonly transport: MemoryPeerTransport;
  /** Whether database and journal were compared in this life. */
  hasCompared: boolean;
}

/** A session and the other side. */
interface Linked {
  readonly session: PeerSession;
  readonly peer: SimulatedPeer;
}

export class SimulatedPeer {
  readonly number: number;
  readonly account: AccountId;
  readonly device: DeviceId;
  readonly disks: SimulatedDisks;
  clockOffset = 0;
  /** How often a process was started. */
  private life = 0;
  /** What the running process knows that it holds: by space and device, the last place of the chain. */
  readonly known = new Map<string, number>();
  links: Linked[] = [];
  running: Running | null = null;
  private readonly world: SimulatedWorld;
  private readonly random: SeededRandom;

  constructor(world: SimulatedWorld, number: number) {
    this.world = world;
    this.number = number;
    this.random = new SeededRandom(world.seed * 31 + number);
    this.device = toBase64url(this.random.bytes(32)) as DeviceId;
    this.account = toBase64url(this.random.bytes(32)) as AccountId;
    this.disks = new SimulatedDisks(this.account);
  }

  /** Opens what is kept, repairs it, and goes online. */
  open(): void {
    if (this.running !== null) return;
    this.life += 1;
    this.known.clear();
    const process = new SimulatedProcess(this.world.clock, this.random, () => this.kill());
    const store = this.disks.store(process);
    const journal = new EventJournal(this.disks.hostOf(process), this.account);
    const replicator = this.makeReplicator(process, store, journal);
    const transport = this.world.network.createTransport();
    this.running = { process, replicator, journal, store, transport, hasCompared: false };
    void store.open(this.account);
    for (const [place, seq] of this.held()) this.known.set(place, seq);
    replicator.repair = this.compare(this.running);
    this.join(replicator, transport);
  }

  /** Ends the process in the midst of whatever it does. */
  kill(): void {
    const { running } = this;
    if (running === null) return;
    running.process.end();
    this.world.note(`  ${this.number} ends`);
    this.world.network.kill(running.transport);
    this.links = [];
    this.running = null;
  }

  /** Ends it in order. */
  close(): void {
    const { running } = this;
    if (running === null) return;
    running.replicator.dispose();
    running.transport.dispose();
    this.kill();
  }

  /** Ends it at a later step towards store or journal. */
  killAt(steps: number, phase: CrashPhase): void {
    this.running?.process.crashAfter(steps, phase);
  }

  /** No crash is to come any more, and it runs. */
  calm(): void {
    this.running?.process.calm();
    this.open();
  }

  /** Makes an event; what is acknowledged is told to the world. */
  say(space: SpaceId, text: string): void {
    const { running } = this;
    if (running === null) return;
    void running.replicator.author(space, MESSAGE_KIND, { text }).then((made) => {
      if (made.ok && running.process.isAlive) this.world.acknowledged(space, text);
    });
  }

  /** What its database holds now, whatever runs: by space and device, the last place of the chain. */
  held(): ReadonlyMap<string, number> {
    const held = new Map<string, number>();
    for (const [space, { places }] of this.disks.database.tables(this.account).spaces) {
      for (const place of places.values()) held.set(space + place.device, place.seq);
    }
    return held;
  }

  /** The payloads its database holds of a space, by device, in order. */
  payloads(space: SpaceId): ReadonlyMap<string, readonly Uint8Array[]> {
    const { chains } = this.disks.database.tables(this.account).space(space);
    const byDevice = new Map<string, readonly Uint8Array[]>();
    for (const events of chains.values()) {
      const [first] = events;
      if (first !== undefined)
        byDevice.set(
          first.content.device,
          events.map(({ payload }) => payload),
        );
    }
    return byDevice;
  }

  /** What it knows that others hold of a space: by device and chain, the last place. */
  acknowledged(space: SpaceId): ReadonlyMap<string, number> {
    const { acknowledgements } = this.disks.database.tables(this.account).space(space);
    return new Map([...acknowledgements.values()].map(({ device, chain, seq }) => [device + chain, seq]));
  }

  /** How it is, for the report of a failure. */
  standing(): string {
    const links = this.links.map(
      ({ session, peer }) => `${peer.number}: ${session.synced.equal} of ${session.synced.shared}`,
    );
    const state = this.running === null ? 'closed' : `open, compared: ${this.running.hasCompared}`;
    return `${this.number} is ${state}; linked with ${links.join(', ')}`;
  }

  /** True while it runs and its database has all that its journal had. */
  get isWhole(): boolean {
    return this.running?.hasCompared === true;
  }

  /** True when the journal holds all that the database holds. */
  get isJournalComplete(): boolean {
    return this.running?.hasCompared === true && this.running.journal.isComplete();
  }

  private async compare(running: Running): Promise<void> {
    const { process, journal, store, replicator } = running;
    const contacts = nobody();
    const { log } = this.world;
    const groups = new GroupBook({ self: this.account, store, journal, verify: verifySimulated, log });
    const reloadFeeds = () => Promise.resolve();
    const parts = { store, journal, contacts, groups, replicator, log, reloadFeeds };
    // As the engine does: own events wait until a comparison went through.
    while (process.isAlive) {
      const compared = await reconcile(parts, () => undefined);
      running.hasCompared = compared.ok;
      if (compared.ok) return markAgreement(parts);
      await new Promise<void>((resolve) => void this.world.clock.after(5000, resolve));
    }
  }

  private makeReplicator(process: SimulatedProcess, store: DocumentStore, journal: EventJournal): Replicator {
    const { world, account, device } = this;
    const life = this.life;
    return new Replicator(
      {
        self: { account, device, keys: simulatedKeys(world.publicKeyOf(device)) },
        store,
        journal,
        directory: this.directory(),
        clock: process.clockWith(() => this.clockOffset),
        verify: verifySimulated,
        log: world.log,
        onAdmitted: (space, events) => {
          if (life !== this.life) return;
          for (const { content } of events) this.known.set(space + content.device, content.seq);
          world.took();
        },
      },
      { ownCard: () => new Uint8Array(1), onCard: () => Promise.resolve(true) },
    );
  }

  private join(replicator: Replicator, transport: MemoryPeerTransport): void {
    for (const peer of this.world.peers) {
      if (peer === this) continue;
      const [first, second] = [this.number, peer.number].toSorted((one, other) => one - other);
      const room = { name: `room ${first} ${second}`, password: 'simulated', signaling: [], capacity: 1 };
      transport.join(room, (link) => {
        const { clock, noise } = this.world;
        const noisy = noisyLink(link, { clock, random: this.random, noise: () => noise });
        const session = replicator.link(noisy, { account: peer.account, device: peer.device });
        const linked = { session, peer };
        this.links.push(linked);
        link.onClose(() => {
          this.links = this.links.filter((each) => each !== linked);
        });
      });
    }
  }

  private directory(): Directory {
    const { world, account } = this;
    const spacesOf = (who: AccountId) =>
      world.spaces.filter(({ members }) => members.some((each) => each.account === who));
    const membersOf = (space: SpaceId) => world.spaces.find(({ id }) => id === space)?.members ?? [];
    return {
      accountOf: (space, device) => membersOf(space).find((member) => member.device === device)?.account ?? null,
      devicesOf: (space) => membersOf(space).map((member) => member.device),
      sharedWith: (other) => {
        const own = spacesOf(account);
        return spacesOf(other)
          .filter((space) => own.includes(space))
          .map(({ id }) => id);
      },
      endOf: () => null,
      floorOf: () => -1,
      isOpenEnded: () => false,
      readersOf: (space) => membersOf(space).flatMap((member) => (member === this ? [] : [member.account])),
    };
  }
}

/** The core of replication knows of no contacts; what compares journal and database asks for them all the same. */
function nobody(): ContactBook {
  const book: Pick<ContactBook, 'contacts' | 'get' | 'restore'> = {
    contacts: writableSnapshot(new Map()),
    get: () => null,
    restore: () => Promise.resolve(ok()),
  };
  return book as ContactBook;
}
