import type { DeviceId } from '@shared/ids.ts';
import { EntryLog } from './entryLog.ts';
import type { HolderId, RecordId } from './ids.ts';
import { Purse } from './purse.ts';
import type { VerifiedOf, VerifiedRecord } from './record.ts';
import type { IssuerDevices, SignedBook } from './seats.ts';
import {
  type Fault,
  type LogTail,
  type MintLine,
  STATUSES,
  type TransferLine,
  type TransferStatus,
  type UnitView,
} from './unitView.ts';

type Entry = VerifiedOf<'entry'>;
type Operation = Entry['body']['op'];

const STATUS_OF: Readonly<Partial<Record<Operation, TransferStatus>>> = {
  refuse: 'refused',
  hold: 'held',
  return: 'returned',
  clear: 'cleared',
};
const NONE: readonly Entry[] = [];
const RANK = new Map(STATUSES.map((status, rank) => [status, rank]));
/** Verdicts that no honest clerk gives about one transfer. */
const CONTRADICTIONS: readonly (readonly [Operation, Operation])[] = [
  ['clear', 'refuse'],
  ['clear', 'return'],
  ['hold', 'refuse'],
  ['return', 'refuse'],
];

/** The root said: behind this place, what the key did counts no more (WAL-102). */
export interface Cut {
  readonly key: DeviceId;
  readonly epoch: number;
  readonly seq: number;
}

interface OpenTransfer extends TransferLine {
  transfer: VerifiedOf<'transfer'>;
  status: TransferStatus;
  isContested: boolean;
  readonly entries: Entry[];
  /** Verdicts that were cut off; hardly any transfer has one. */
  cutOff: readonly Entry[];
}

interface OpenMint extends MintLine {
  mint: VerifiedOf<'mint'>;
  counts: boolean;
  lapsed: bigint;
  readonly isCut: boolean;
  readonly admitted: Entry[];
  readonly lapses: Entry[];
}

/**
 * Adds up the records of one unit, in any order (WAL-40 to WAL-47). Takes only records that count; each once. An entry is cut off where
 * `keys`, the clerks' keys that signed it, are all cut.
 */
export class UnitBook implements UnitView {
  readonly unit: VerifiedOf<'unit'>;
  private readonly purse: Purse;
  private readonly log: EntryLog;
  private readonly cuts: readonly Cut[];
  private readonly lines = new Map<RecordId, OpenTransfer>();
  private readonly openLines = new Set<RecordId>();
  private readonly mintLines = new Map<RecordId, OpenMint>();
  private readonly overdraftsBy = new Map<HolderId, { serial: number; id: RecordId; max: bigint }>();
  /** Transfers and mints about which clerks contradict themselves. */
  private readonly contradicted = new Set<RecordId>();
  private knownFaults: readonly Fault[] | null = [];

  constructor(unit: VerifiedOf<'unit'>, cuts: readonly Cut[], devices: IssuerDevices) {
    this.unit = unit;
    this.cuts = cuts;
    this.log = new EntryLog(devices);
    this.purse = new Purse(unit.body.issuer);
  }

  get issued(): bigint {
    return this.purse.issued;
  }
  get redeemed(): bigint {
    return this.purse.redeemed;
  }
  get held(): bigint {
    return this.purse.held;
  }
  get lapsed(): bigint {
    return this.purse.lapsed;
  }

  addBook(signed: SignedBook): void {
    this.knownFaults = null;
    this.log.addBook(signed);
  }

  addHead(head: VerifiedOf<'head'>): void {
    this.knownFaults = null;
    this.log.addHead(head);
  }

  addOverdraft({ id, body }: VerifiedOf<'overdraft'>): void {
    const known = this.overdraftsBy.get(body.holder);
    const isNewer =
      known === undefined || body.serial > known.serial || (body.serial === known.serial && id > known.id);
    if (isNewer) this.overdraftsBy.set(body.holder, { serial: body.serial, id, max: body.max });
  }

  addMint(mint: VerifiedOf<'mint'>, keys: readonly DeviceId[]): void {
    const isCut = this.cuts.length > 0 && keys.every((key) => this.cuts.some((cut) => cut.key === key));
    const line: OpenMint = { mint, isCut, counts: !isCut, lapsed: 0n, admitted: [], lapses: [] };
    this.mintLines.set(mint.id, line);
    if (line.counts) this.purse.issue(mint.body.to, mint.body.amount);
  }

  addTransfer(transfer: VerifiedOf<'transfer'>): void {
    this.lines.set(transfer.id, { transfer, status: 'sent', isContested: false, entries: [], cutOff: NONE });
    this.openLines.add(transfer.id);
    this.purse.count(transfer.body, 'sent', 1n);
  }

  /** More signatures on a record that is here. */
  renew(record: VerifiedRecord): void {
    const line = this.lines.get(record.id);
    const mint = this.mintLines.get(record.id);
    if (line !== undefined && record.type === 'transfer') line.transfer = record;
    if (mint !== undefined && record.type === 'mint') mint.mint = record;
  }

  addEntry(entry: Entry, keys: readonly DeviceId[]): void {
    this.knownFaults = null;
    this.log.addEntry(entry);
    const isCut = this.cuts.length > 0 && keys.every((key) => this.isCut(key, entry.body));
    const line = this.lines.get(entry.body.ref);
    if (line !== undefined) this.judge(line, entry, isCut);
    const mint = this.mintLines.get(entry.body.ref);
    if (mint !== undefined && !isCut) this.judgeMint(mint, entry);
  }

  private judge(line: OpenTransfer, entry: Entry, isCut: boolean): void {
    if (isCut) line.cutOff = [...line.cutOff, entry];
    else line.entries.push(entry);
    const before = line.status;
    line.status = highestOf(line.entries);
    const rank = RANK.get(line.status) ?? 0;
    line.isContested =
      line.cutOff.length > 0 && line.cutOff.some(({ body }) => (RANK.get(STATUS_OF[body.op] ?? 'sent') ?? 0) > rank);
    if (contradicts(line.entries)) this.contradicted.add(line.transfer.id);
    if (line.status === before) return;
    this.purse.count(line.transfer.body, before, -1n);
    this.purse.count(line.transfer.body, line.status, 1n);
    // A hold may come after the refusal it is above.
    if (line.status === 'sent' || line.status === 'held') this.openLines.add(line.transfer.id);
    else this.openLines.delete(line.transfer.id);
  }

  private judgeMint(line: OpenMint, entry: Entry): void {
    const { to, amount } = line.mint.body;
    (entry.body.op === 'admit' ? line.admitted : line.lapses).push(entry);
    if (line.lapsed > 0n) this.purse.lapse(to, -line.lapsed);
    if (!line.counts && line.admitted.length > 0) {
      line.counts = true;
      this.purse.issue(to, amount);
    }
    const amounts = line.lapses.map(({ body }) => body.amount ?? 0n);
    // Of two that differ the smaller: a clerk who contradicts itself takes from no holder.
    const least = amounts.reduce((low, each) => (each < low ? each : low), amounts[0] ?? 0n);
    if (amounts.some((each) => each !== least)) this.contradicted.add(line.mint.id);
    line.lapsed = line.counts ? least : 0n;
    if (line.lapsed > 0n) this.purse.lapse(to, line.lapsed);
  }

  balanceOf(holder: HolderId): bigint {
    return this.purse.balances.get(holder) ?? 0n;
  }

  heldFor(holder: HolderId): bigint {
    return this.purse.heldFor.get(holder) ?? 0n;
  }

  pendingOf(holder: HolderId): bigint {
    return this.purse.pending.get(holder) ?? 0n;
  }

  overdraftOf(holder: HolderId): bigint {
    return this.overdraftsBy.get(holder)?.max ?? 0n;
  }

  overdrafts(): ReadonlyMap<HolderId, { readonly serial: number; readonly max: bigint }> {
    return this.overdraftsBy;
  }

  holders(): Iterable<HolderId> {
    return this.purse.balances.keys();
  }

  transfer(id: RecordId): TransferLine | undefined {
    return this.lines.get(id);
  }

  transfers(): Iterable<TransferLine> {
    return this.lines.values();
  }

  oldPlaceOf(id: RecordId): { readonly epoch: number; readonly seq: number } | null {
    const places = (this.lines.get(id)?.cutOff ?? NONE).map(({ body }) => body);
    const [first] = places.sort((a, b) => a.epoch - b.epoch || a.seq - b.seq);
    return first ?? null;
  }

  open(): Iterable<RecordId> {
    return this.openLines;
  }

  mint(id: RecordId): MintLine | undefined {
    return this.mintLines.get(id);
  }

  mints(): Iterable<MintLine> {
    return this.mintLines.values();
  }

  currentBook(): VerifiedOf<'book'> | undefined {
    return this.log.currentBook();
  }

  bookedEpochs(): readonly number[] {
    return this.log.bookedEpochs();
  }

  booksOf(epoch: number): readonly VerifiedOf<'book'>[] {
    return this.log.booksOf(epoch);
  }

  tailOf(epoch: number): LogTail | null {
    return this.log.tailOf(epoch);
  }

  lastPlaceBy(key: DeviceId, epoch: number): number {
    return this.log.lastPlaceBy(key, epoch);
  }

  entriesAt(epoch: number, seq: number): readonly Entry[] {
    return this.log.entriesAt(epoch, seq);
  }

  headsOf(epoch: number): readonly VerifiedOf<'head'>[] {
    return this.log.headsOf(epoch);
  }

  isCut(key: DeviceId, { epoch, seq }: { readonly epoch: number; readonly seq: number }): boolean {
    return this.cuts.some((cut) => cut.key === key && (epoch > cut.epoch || (epoch === cut.epoch && seq > cut.seq)));
  }

  faults(): readonly Fault[] {
    this.knownFaults ??= this.findFaults();
    return this.knownFaults;
  }

  private findFaults(): readonly Fault[] {
    const contradictions = [...this.contradicted].sort().map((id): Fault => {
      const line = this.lines.get(id);
      const mint = this.mintLines.get(id);
      const proof = line?.entries ?? mint?.lapses ?? [];
      return { kind: 'contradiction', at: id, proof: proof.map((entry) => entry.id).sort() };
    });
    return [...this.log.faults(), ...contradictions];
  }
}

function highestOf(entries: readonly Entry[]): TransferStatus {
  let highest: TransferStatus = 'sent';
  for (const { body } of entries) {
    const status = STATUS_OF[body.op];
    if (status !== undefined && (RANK.get(status) ?? 0) > (RANK.get(highest) ?? 0)) highest = status;
  }
  return highest;
}

function contradicts(entries: readonly Entry[]): boolean {
  if (entries.length < 2) return false;
  const given = new Set(entries.map(({ body }) => body.op));
  return CONTRADICTIONS.some(([one, other]) => given.has(one) && given.has(other));
}
