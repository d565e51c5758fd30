/** A device of the wallet: a disk, a ledger that is gone when it crashes, and what it still has to give to others. */
import { isReleasable } from '@domain/wallet/clerk/entries.ts';
import { decodeRecord, packRecord, sealRecord, verifyRecord } from '@domain/wallet/envelope.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import type { Draft, RecordType, VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import { type QuickDevice, quickVerify } from '../../../unit/renderer/domain/wallet/support/people.ts';
import type { Letter, Parcel } from './post.ts';
import type { Surroundings } from './surroundings.ts';

/** A device that ended at one of its steps. */
export class Crash extends Error {}
/** Whether a crash comes before a step did its work, or right after. */
export type CrashPhase = 'before' | 'after';

/** Letters in one parcel. */
const MOST_LETTERS = 60;
/** When what nobody answered is sent again, virtual ms. */
const AGAIN = 7000;

const versionOf = ({ id, signatures }: VerifiedRecord) => `${id} ${signatures.map(({ key }) => key).join()}`;

/** See the head of this file. */
export class SimulatedDevice {
  readonly name: string;
  readonly signer: QuickDevice;
  /** What outlives a crash. */
  disk = new Map<RecordId, VerifiedRecord>();
  /** Null while it is down. */
  ledger: Ledger | null = null;
  /** Gone for good, or never there yet. */
  isGone = false;
  /** Steps towards disk and post that were begun. */
  steps = 0;
  /** The negative control: what is made goes out before it is on the disk. */
  sendsFirst = false;
  private readonly world: Surroundings;
  private fuse: { left: number; readonly phase: CrashPhase } | null = null;
  /** By who is to get it: what, and when it was sent last. */
  private readonly owed = new Map<string, Map<RecordId, number>>();

  constructor(world: Surroundings, signer: QuickDevice, name = signer.name) {
    this.world = world;
    this.signer = signer;
    this.name = name;
  }

  get key() {
    return this.signer.key;
  }

  get account() {
    return this.signer.account;
  }

  open(): void {
    if (this.isGone || this.ledger !== null) return;
    this.ledger = reduce(this.disk.values(), this.world.certificates);
    // Who has what was only in memory: all is offered again.
    for (const { name } of this.world.devices) if (name !== this.name) this.oweTo(name);
  }

  oweTo(name: string): void {
    this.owed.set(name, new Map([...this.disk.keys()].map((id) => [id, -AGAIN])));
  }

  kill(): void {
    this.ledger = null;
    this.fuse = null;
    this.owed.clear();
  }

  crashAfter(steps: number, phase: CrashPhase): void {
    this.fuse = { left: steps, phase };
  }

  calm(): void {
    this.fuse = null;
  }

  /** One step towards disk or post. */
  private step(work: () => void): void {
    this.steps += 1;
    if (this.fuse !== null) this.fuse.left -= 1;
    const isLast = this.fuse !== null && this.fuse.left <= 0;
    if (isLast && this.fuse?.phase === 'before') throw new Crash(this.name);
    work();
    if (isLast) throw new Crash(this.name);
  }

  /** Keeps records in one transaction. */
  store(...records: readonly VerifiedRecord[]): void {
    const { ledger } = this;
    if (ledger === null) throw new Error('a device that is down stores nothing');
    this.step(() => {
      const isNew = records.filter((record) => ledger.add(record));
      for (const { id } of isNew) {
        const joined = ledger.record(id);
        if (joined === undefined) continue;
        this.disk.set(id, joined);
        for (const owed of this.owed.values()) owed.set(id, -AGAIN);
      }
      this.world.stored(this, isNew);
    });
  }

  /** Signs a draft and keeps it. */
  async make<Type extends RecordType>(draft: Draft<Type>): Promise<VerifiedOf<Type>> {
    const record = await sealRecord(draft, this.signer);
    // A record of one type is a record.
    const any = record as unknown as VerifiedRecord;
    if (this.sendsFirst) this.step(() => this.post(any));
    this.store(any);
    return record;
  }

  private post(record: VerifiedRecord): void {
    const written = [letterOf(record)];
    for (const { name } of this.world.devices) {
      if (name !== this.name) this.world.post.send(name, { kind: 'records', from: this.name, letters: written });
    }
  }

  async receive(parcel: Parcel): Promise<void> {
    if (this.ledger === null) return;
    if (parcel.kind === 'stored') this.settle(parcel.from, parcel.versions);
    else await this.take(parcel);
  }

  private settle(from: string, versions: readonly string[]): void {
    const owed = this.owed.get(from);
    for (const version of versions) {
      const id = [...version.split(' ', 1)][0] as RecordId;
      const own = this.disk.get(id);
      if (own !== undefined && letterOf(own).version === version) owed?.delete(id);
    }
  }

  private async take({ from, letters: arrived }: Extract<Parcel, { kind: 'records' }>): Promise<void> {
    const fresh: VerifiedRecord[] = [];
    const versions: string[] = [];
    for (const letter of arrived) {
      const known = this.disk.get(letter.id);
      const isKnown = known !== undefined && letterOf(known).version === letter.version;
      const record = isKnown ? null : await readLetter(letter);
      if (record !== null) fresh.push(record);
      if (isKnown || record !== null) versions.push(letter.version);
    }
    if (fresh.length > 0) this.store(...fresh);
    this.step(() => this.world.post.send(from, { kind: 'stored', from: this.name, versions }));
  }

  /** Gives everyone what they may have and have not said to have. */
  sync(): void {
    const { ledger } = this;
    if (ledger === null) return;
    const { post } = this.world;
    for (const [name, owed] of this.owed) {
      // It would come to nobody.
      if (owed.size === 0 || this.world.device(name).ledger === null) continue;
      const due = [...owed].filter(([, at]) => at + AGAIN <= post.now).map(([id]) => id);
      const records = due
        .flatMap((id) => this.disk.get(id) ?? [])
        .filter((record) => this.mayGive(record, name, ledger));
      const now = records.slice(0, MOST_LETTERS);
      if (now.length === 0) continue;
      for (const { id } of now) owed.set(id, post.now);
      this.step(() => post.send(name, { kind: 'records', from: this.name, letters: now.map(letterOf) }));
    }
  }

  /** WAL-118: an entry no witness keeps is for witnesses and clerks alone, unless it proves a fault. */
  private mayGive(record: VerifiedRecord, name: string, ledger: Ledger): boolean {
    if (record.type !== 'entry' || isReleasable(ledger, record)) return true;
    const unit = ledger.unit(record.body.unit);
    if (unit === undefined) return true;
    const to = this.world.device(name).key;
    const books = unit.booksOf(record.body.epoch).map(({ body }) => body);
    const keepers = new Set(books.flatMap(({ clerk, witnesses }) => [clerk, ...witnesses]));
    const isForThem = keepers.has(to) || unit.currentBook()?.body.clerk === to;
    return !keepers.has(this.key) || isForThem || unit.faults().length > 0;
  }
}

const letters = new WeakMap<VerifiedRecord, Letter>();

/** Records never change: each is written once. */
function letterOf(record: VerifiedRecord): Letter {
  const known = letters.get(record);
  if (known !== undefined) return known;
  const letter = { id: record.id, version: versionOf(record), bytes: packRecord(record) };
  letters.set(record, letter);
  return letter;
}

/** WAL-1, WAL-3: what was changed on its way is nothing. */
async function readLetter({ bytes }: Letter): Promise<VerifiedRecord | null> {
  const record = decodeRecord(bytes);
  if (!record.ok) return null;
  const verified = await verifyRecord(record.value, quickVerify);
  return verified.ok ? verified.value : null;
}
