/** Random histories of a {@link Simulation}, and what must hold after each. */
import { equalBytes } from '@domain/codec/bytes.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { SimulatedPeer } from './simulatedPeer.ts';
import type { SimulatedSpace } from './simulatedPeer.ts';
import { QUIET, Simulation } from './simulation.ts';

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;
const PAUSES = [0, 1, 7, 30, 120, 700, 3000, 11_000, 70_000];
const JUMPS = [YEAR, -YEAR, 24 * HOUR, -24 * HOUR, HOUR, -HOUR, 400_000];
const PHASES = ['before', 'torn', 'after'] as const;
/** All is well again; how long it may then take until everyone holds everything, virtual ms. */
const PATIENCE = 180_000;
const STEP = 1000;
const COMPARISON = 12_000;

/** What one history did. */
export interface Outcome {
  readonly acknowledged: number;
  readonly crashes: number;
  readonly claims: number;
  /** Virtual ms from when all was well to when all was equal. */
  readonly healed: number;
  /** The same for the same seed. */
  readonly fingerprint: string;
}

/** A history whose end is wrong. */
export class HistoryFailure extends Error {}

type Act = readonly [weight: number, name: string, run: (history: History) => void | Promise<void>];

const ACTS: readonly Act[] = [
  [30, 'say', (history) => history.say()],
  [16, 'pass', (history) => history.world.pass(history.pick(PAUSES))],
  [4, 'kill', (history) => history.crash((peer) => peer.kill())],
  [6, 'killAt', (history) => history.crashLater()],
  [3, 'close', (history) => history.peer().close()],
  [9, 'open', (history) => history.peer().open()],
  [3, 'power cut', (history) => history.cutPower()],
  [2, 'database lost', (history) => history.loseDatabase()],
  [5, 'partition', (history) => history.part()],
  [4, 'heal', ({ world }) => world.network.heal()],
  [3, 'links broken', (history) => history.breakLinks()],
  [2, 'signaling', ({ world }) => world.network.setSignaling(world.random.chance(0.6))],
  [3, 'noise', (history) => history.makeNoise()],
  [3, 'quiet', ({ world }) => void (world.noise = QUIET)],
  [3, 'disk full for a moment', (history) => history.fillBriefly()],
  [3, 'disk full', (history) => void (history.peer().disks.database.writeFault = 'storage-full')],
  [4, 'disk free', (history) => void (history.peer().disks.database.writeFault = null)],
  [2, 'host away', (history) => history.peer().disks.host.setFailure('journal.append', 'unreachable')],
  [3, 'host back', (history) => history.peer().disks.host.setFailure('journal.append', null)],
  [3, 'clock', (history) => void (history.peer().clockOffset = history.pick(JUMPS))],
  [2, 'clock right', (history) => void (history.peer().clockOffset = 0)],
];
const WEIGHT = ACTS.reduce((sum, [weight]) => sum + weight, 0);

class History {
  readonly world: Simulation;
  readonly taken: string[] = [];
  crashes = 0;
  private words = 0;

  constructor(seed: number) {
    this.world = new Simulation(seed);
  }

  async live(): Promise<void> {
    const length = 10 + this.world.random.integer(50);
    await this.world.pass(this.pick(PAUSES));
    for (let step = 0; step < length; step += 1) {
      const [, name, run] = this.act();
      this.taken.push(name);
      this.world.note(name);
      await run(this);
    }
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.world.random.integer(from.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }

  peer(): SimulatedPeer {
    const peer = this.pick(this.world.peers);
    this.world.note(`  of ${peer.number}`);
    return peer;
  }

  say(by?: SimulatedPeer): void {
    const spaces = this.world.spaces.filter(({ members }) => by === undefined || members.includes(by));
    if (spaces.length === 0) return;
    const space = this.pick(spaces);
    const peer = by ?? this.pick(space.members);
    for (let count = this.world.random.integer(4); count >= 0; count -= 1) {
      this.words += 1;
      this.world.note(`  ${peer.number} says ${this.words}`);
      peer.say(space.id, `${peer.number} says ${this.words}`);
    }
  }

  crash(how: (peer: SimulatedPeer) => void): void {
    this.crashes += 1;
    how(this.peer());
  }

  crashLater(): void {
    this.crash((peer) => {
      peer.killAt(1 + this.world.random.integer(6), this.pick(PHASES));
      this.say(peer);
    });
  }

  async cutPower(): Promise<void> {
    const peer = this.peer();
    this.crashes += 1;
    peer.kill();
    await peer.disks.cutPower();
  }

  /** Only while the journal holds everything: with both gone nothing can be promised. */
  loseDatabase(): void {
    const peer = this.peer();
    if (!peer.isJournalComplete) return;
    this.crashes += 1;
    peer.kill();
    peer.disks.loseDatabase();
    // Some write at once, before what was lost is back.
    if (this.world.random.chance(0.5)) return;
    peer.open();
    this.say(peer);
  }

  /** What could not be kept stands in the journal already, and its place in the chain is taken. */
  async fillBriefly(): Promise<void> {
    const peer = this.peer();
    const { database } = peer.disks;
    database.writeFault = 'storage-full';
    this.say(peer);
    await this.world.pass(this.pick([1, 30, 120]));
    database.writeFault = null;
    this.say(peer);
  }

  part(): void {
    const apart = this.world.peers.filter(() => this.world.random.chance(0.5));
    this.world.network.partition(apart.flatMap(({ running }) => (running === null ? [] : [running.transport])));
  }

  breakLinks(): void {
    const [one, other] = [this.peer(), this.peer()];
    if (one.running === null || other.running === null) return;
    this.world.network.breakLinks(one.running.transport, other.running.transport);
  }

  makeNoise(): void {
    const { random } = this.world;
    this.world.noise = {
      loss: random.fraction() * 0.3,
      duplication: random.fraction() * 0.3,
      delay: random.integer(200),
    };
  }

  /** Everything is put right, and time goes by until all is equal. */
  async heal(): Promise<number> {
    const { world } = this;
    world.note('all is well');
    world.network.heal();
    world.network.setSignaling(true);
    world.noise = QUIET;
    for (const { disks } of world.peers) {
      disks.database.writeFault = null;
      disks.host.setFailure('journal.append', null);
    }
    for (const peer of world.peers) peer.calm();
    for (let time = 0; time < PATIENCE; time += STEP) {
      await world.pass(STEP);
      if (this.isSettled()) return time;
      // A crash that had begun may have come.
      for (const peer of world.peers) peer.open();
    }
    throw this.failure('the logs are not equal');
  }

  /** Everyone is here, has compared what is kept, and says "synced" with everyone they share something with; and so it is. */
  private isSettled(): boolean {
    const { peers, spaces } = this.world;
    const isReady = peers.every((peer) => peer.running?.hasCompared === true && peer.links.length === peers.length - 1);
    if (!isReady || !spaces.every((space) => this.differenceIn(space) === null)) return false;
    return peers.every(({ links }) => links.every(({ session }) => session.synced.equal === session.synced.shared));
  }

  /** What two members of a space hold differently, byte for byte. */
  differenceIn({ id, members }: SimulatedSpace): string | null {
    const [first, ...rest] = members.map((peer) => ({ peer, held: peer.payloads(id) }));
    if (first === undefined) return null;
    for (const { peer, held } of rest) {
      const devices = new Set([...first.held.keys(), ...held.keys()]);
      for (const device of devices) {
        const [here, there] = [first.held.get(device) ?? [], held.get(device) ?? []];
        const isSame =
          here.length === there.length &&
          here.every((bytes, place) => equalBytes(bytes, there[place] ?? new Uint8Array()));
        if (!isSame)
          return `${first.peer.number} holds ${here.length}, ${peer.number} holds ${there.length} of one chain`;
      }
    }
    return null;
  }

  check(): void {
    const { falseClaims, spaces } = this.world;
    if (falseClaims.length > 0) throw this.failure(`false claim: ${falseClaims[0]}`);
    for (const space of spaces) this.checkSpace(space);
  }

  /** Who holds what is known to everyone: "delivered" follows from it. */
  private checkDelivery({ id, members }: SimulatedSpace): void {
    for (const peer of members) {
      const held = peer.acknowledged(id);
      for (const other of members) {
        if (other === peer) continue;
        for (const [device, payloads] of peer.payloads(id)) {
          const seq = held.get(other.device + device) ?? -1;
          if (seq !== payloads.length - 1)
            throw this.failure(
              `${peer.number} does not know what ${other.number} holds: ${seq} instead of ${payloads.length - 1}`,
            );
        }
      }
    }
  }

  private checkSpace(space: SimulatedSpace): void {
    this.checkDelivery(space);
    const texts = textsOf(space);
    if (new Set(texts).size < texts.length) throw this.failure('something was said twice');
    const missing = (this.world.said.get(space.id) ?? []).filter((text) => !texts.includes(text));
    if (missing.length > 0) throw this.failure(`acknowledged and lost: ${missing.join(', ')}`);
  }

  failure(what: string): HistoryFailure {
    const differences = this.world.spaces.map((space) => this.differenceIn(space)).filter((text) => text !== null);
    const told = [
      `seed ${this.world.seed}: ${what}`,
      ...differences,
      this.taken.join(', '),
      ...this.world.notes.slice(-200),
    ];
    return new HistoryFailure(told.join('\n'));
  }

  fingerprint(): string {
    const held = this.world.spaces.map((space) => textsOf(space).join('|'));
    return [...held, this.world.clock.monotonic(), this.world.claims].join('/');
  }

  private act(): Act {
    let left = this.world.random.integer(WEIGHT);
    for (const act of ACTS) {
      left -= act[0];
      if (left < 0) return act;
    }
    throw new Error('the weights add up');
  }
}

/** Every text in the log of a space, as its first member holds it. */
function textsOf({ id, members }: SimulatedSpace): readonly string[] {
  const chains = [...(members[0]?.payloads(id).entries() ?? [])].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return chains
    .flatMap(([, payloads]) => payloads)
    .map((payload) => {
      const event = decodeEvent(payload);
      const body = event.ok ? event.value.content.body : null;
      return typeof body === 'object' && body !== null && 'text' in body ? String(body.text) : '?';
    });
}

/**
 * Lives one history and checks its end: what was acknowledged is everywhere, once; the logs are equal byte for byte; "synced" was
 * never said wrongly.
 *
 * @throws {HistoryFailure} with the seed
 */
export async function liveHistory(seed: number): Promise<Outcome> {
  const history = new History(seed);
  await history.live();
  const healed = await history.heal();
  // The last acknowledgements are on their way, at the latest with the next comparison.
  await history.world.pass(COMPARISON);
  history.check();
  const { world, crashes } = history;
  const acknowledged = [...world.said.values()].reduce((sum, texts) => sum + texts.length, 0);
  for (const peer of world.peers) peer.kill();
  return { acknowledged, crashes, claims: world.claims, healed, fingerprint: history.fingerprint() };
}
