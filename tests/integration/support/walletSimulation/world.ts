/** Five people with two to three devices each, two units with clerk and witness, and what must never be seen. */
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import type { Certificate } from '@domain/identity/certificate.ts';
import { isReleasable } from '@domain/wallet/clerk/entries.ts';
import { type HolderId, type RecordId, accountOfHolder, holderOf } from '@domain/wallet/ids.ts';
import { finalityOf } from '@domain/wallet/readings/finality.ts';
import { lineOf } from '@domain/wallet/readings/lineOf.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import { STATUSES, type TransferLine } from '@domain/wallet/unitView.ts';
import { type Person, deviceOf, person } from '../../../unit/renderer/domain/wallet/support/people.ts';
import { START, type TestUnit, found, nonceNamed } from '../../../unit/renderer/domain/wallet/support/records.ts';
import { Post } from './post.ts';
import { Crash, SimulatedDevice } from './simulatedDevice.ts';
import type { Neighbour, Surroundings } from './surroundings.ts';
import { work } from './work.ts';

/** Virtual ms between two looks of a device at what it has to do, at least; and how many looks a pause has. */
const TICK = 2000;
const LOOKS = 10;

/** See the head of this file. Ana and Ben issue; Wim, and Ben's second device, are witnesses. */
export class SimulatedWorld implements Surroundings {
  readonly seed: number;
  readonly random: SeededRandom;
  readonly post: Post;
  readonly people: readonly Person[] = [
    person('Ana', 4),
    person('Ben', 4),
    person('Cleo', 3),
    person('Dan', 2),
    person('Wim', 1),
  ];
  readonly certificates: readonly Certificate[] = this.people.flatMap(({ devices }) =>
    devices.map(({ certificate }) => certificate),
  );
  devices: readonly SimulatedDevice[] = [];
  units: readonly TestUnit[] = [];
  readonly packets: VerifiedOf<'packet'>[] = [];
  /** What was wrong at any time. */
  readonly violations: string[] = [];
  /** A clerk lies, or there are two of it: what holders have may sink below zero, if a proof of it is there. */
  hasLiar = false;
  /** Which transfers someone was told to be final, and what for. */
  readonly promised = new Set<RecordId>();
  /** Clerks' keys the root cut off. */
  readonly cutOff = new Set<string>();
  /** How often what came about. */
  readonly counts = new Map<string, number>();
  private readonly ranks = new Map<string, number>();

  private constructor(seed: number) {
    this.seed = seed;
    this.random = new SeededRandom(seed);
    this.post = new Post(new SeededRandom(seed + 1), START);
  }

  static async begin(seed: number): Promise<SimulatedWorld> {
    const world = new SimulatedWorld(seed);
    const [ana, ben, , , wim] = world.people;
    if (ana === undefined || ben === undefined || wim === undefined) throw new Error('nobody');
    world.units = [
      await found(ana, { witnesses: [deviceOf(wim).key], name: 'money' }),
      await found(ben, { witnesses: [deviceOf(ben, 2).key], unit: { code: 'TWIG' }, name: 'notes' }),
    ];
    // The last device of each but Wim comes only when another is lost.
    world.devices = world.people.flatMap(({ devices, name }) =>
      (name === 'Wim' ? devices : devices.slice(0, -1)).map((signer) => new SimulatedDevice(world, signer)),
    );
    for (const device of world.devices) device.open();
    for (const { unit, book, issuer } of world.units) {
      world.device(`${issuer.name}/1`).store(unit, book);
      const till = world.device(`${issuer.name}/2`);
      for (const { account, name } of world.people.slice(0, 4)) {
        if (account === issuer.account) continue;
        const body = { unit: unit.id, to: holderOf(account), amount: 60n };
        await till.make({ type: 'mint', nonce: nonceNamed(`${name} ${unit.id}`), body });
      }
    }
    return world;
  }

  count(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }

  device(name: string): SimulatedDevice {
    const device = this.devices.find((each) => each.name === name);
    if (device === undefined) throw new Error(`no device ${name}`);
    return device;
  }

  /** A device that was not there before. */
  join(device: SimulatedDevice): void {
    this.devices = [...this.devices, device];
    device.open();
    for (const other of this.devices) if (other !== device && other.ledger !== null) other.oweTo(device.name);
  }

  holder(number: number): HolderId {
    const people = this.people.slice(0, 4);
    return holderOf(people[number % people.length]?.account ?? people[0]?.account ?? this.device('Ana/1').account);
  }

  /** Does something as a device; a crash ends that and the device. */
  async as(device: SimulatedDevice, act: () => void | Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.count('crash');
      device.kill();
    }
  }

  /** Time goes by. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.post.now + milliseconds;
    const tick = Math.max(TICK, milliseconds / LOOKS);
    while (this.post.now < end) {
      const until = Math.min(this.post.now + tick, end);
      for (const { to, parcel } of this.post.arriving(until)) {
        const device = this.device(to);
        await this.as(device, () => device.receive(parcel));
      }
      for (const device of this.devices) {
        if (device.ledger === null) continue;
        await this.as(device, async () => {
          await work(this, device);
          device.sync();
        });
      }
    }
  }

  /** WAL-113: looked at with every entry, as its clerk knows the book then. */
  entered(device: Neighbour, entry: VerifiedOf<'entry'>): void {
    const unit = device.ledger?.unit(entry.body.unit);
    const line = unit?.transfer(entry.body.ref);
    if (unit === undefined || line === undefined || entry.body.op === 'refuse' || entry.body.op === 'return') return;
    const { from } = line.transfer.body;
    const isOver = unit.balanceOf(from) < -unit.overdraftOf(from);
    if (isOver && !this.hasLiar) this.wrong(`WAL-113 ${device.name} lets ${from.slice(0, 6)} spend more than there is`);
  }

  /** Looked at whenever a device keeps something. */
  stored(device: Neighbour, records: readonly VerifiedRecord[]): void {
    for (const record of records) {
      const id = record.type === 'entry' ? record.body.ref : record.type === 'seen' ? this.refOf(device, record) : null;
      if (id !== null) this.lookAt(device, id);
    }
  }

  private refOf(device: Neighbour, seen: VerifiedOf<'seen'>): RecordId | null {
    return device.ledger?.find('entry', seen.body.entry)?.body.ref ?? null;
  }

  private lookAt(device: Neighbour, id: RecordId): void {
    const { ledger } = device;
    const book = ledger === null ? null : lineOf(ledger, id);
    if (ledger === null || book === null) return;
    this.compareRanks(device, book.line);
    const { transfer, entries } = book.line;
    if (accountOfHolder(transfer.body.to) !== this.device(device.name).account) return;
    // An issuer that trusts its own clerk's word alone (WAL-65) risks only what is its own.
    const isKept = entries.some((entry) => entry.body.op === 'clear' && isReleasable(ledger, entry));
    if (isKept && finalityOf(ledger, id).kind === 'final') this.promised.add(id);
  }

  /** WAL-49: also after a crash, since what was told was stored. A cut is the one exception (WAL-102). */
  private compareRanks({ name }: Neighbour, { transfer, status, isContested }: TransferLine): void {
    const [rank, key] = [STATUSES.indexOf(status), `${name} ${transfer.id}`];
    if (isContested) this.count('contested');
    else if (rank < (this.ranks.get(key) ?? 0)) this.wrong(`WAL-49 ${name} takes back: now ${status}`);
    this.ranks.set(key, rank);
  }

  wrong(what: string): void {
    if (this.violations.length < 20) this.violations.push(what);
  }
}
