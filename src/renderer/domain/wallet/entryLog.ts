import type { DeviceId } from '@shared/ids.ts';
import { equalBytes, joinBytes, taggedHash } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';
import { WALLET_TAG } from './envelope.ts';
import type { RecordId } from './ids.ts';
import type { VerifiedOf } from './record.ts';
import { type IssuerDevices, Seats, type SignedBook } from './seats.ts';
import type { Fault, LogTail } from './unitView.ts';

type Entry = VerifiedOf<'entry'>;
type Book = VerifiedOf<'book'>;
type Head = VerifiedOf<'head'>;

/** The link of an entry (WAL-61): a hash over the link before it and its own id. */
export function linkAfter(prev: Uint8Array, entry: RecordId): Uint8Array {
  return taggedHash(WALLET_TAG, 'link', joinBytes(prev, idBytes(entry)));
}

interface Epoch {
  readonly slots: Map<number, readonly Entry[]>;
  readonly heads: Map<number, Head[]>;
  /** Slots whose entries follow nothing that is there. */
  readonly broken: Set<number>;
  /** Slots with more than one entry. */
  readonly forked: Set<number>;
  /** Highest slot below which there is no gap. */
  whole: number;
  highest: number;
}

/** The log of one unit's clerks: places, links, and what in them contradicts itself (WAL-60 to WAL-65). */
export class EntryLog {
  private readonly epochs = new Map<number, Epoch>();
  private readonly seats: Seats;

  constructor(devices: IssuerDevices) {
    this.seats = new Seats(devices);
  }

  /** Takes a book that counts. */
  addBook(signed: SignedBook): void {
    const { epoch: number } = signed.book.body;
    this.seats.add(signed);
    this.checkSlot(number, 1);
  }

  /** Takes an entry that counts, or would but for a cut: what was signed stays provable. */
  addEntry(entry: Entry): void {
    const epoch = this.epoch(entry.body.epoch);
    const { seq } = entry.body;
    const others = epoch.slots.get(seq);
    epoch.slots.set(seq, others === undefined ? [entry] : [...others, entry].sort((a, b) => (a.id < b.id ? -1 : 1)));
    if (others !== undefined) epoch.forked.add(seq);
    epoch.highest = Math.max(epoch.highest, seq);
    while (epoch.slots.has(epoch.whole + 1)) epoch.whole += 1;
    this.checkSlot(entry.body.epoch, seq);
    if (epoch.slots.has(seq + 1)) this.checkSlot(entry.body.epoch, seq + 1);
  }

  /** Takes a head that counts. */
  addHead(head: Head): void {
    const { heads } = this.epoch(head.body.epoch);
    heads.set(head.body.seq, [...(heads.get(head.body.seq) ?? []), head]);
  }

  /** See `UnitView`. */
  booksOf(epoch: number): readonly Book[] {
    return this.seats.booksOf(epoch);
  }

  /** See `UnitView`. */
  currentBook(): Book | undefined {
    return this.seats.current();
  }

  /** Epochs that have a book, newest first. */
  bookedEpochs(): readonly number[] {
    return this.seats.numbers();
  }

  /** See `UnitView`. */
  entriesAt(epoch: number, seq: number): readonly Entry[] {
    return this.epochs.get(epoch)?.slots.get(seq) ?? [];
  }

  /** See `UnitView`. */
  headsOf(epoch: number): readonly Head[] {
    return [...(this.epochs.get(epoch)?.heads.values() ?? [])].flat();
  }

  /** See `UnitView`. */
  lastPlaceBy(key: DeviceId, number: number): number {
    const epoch = this.epochs.get(number);
    if (epoch === undefined || epoch.highest <= epoch.whole) return 0;
    const isBy = (entries: readonly Entry[]) => entries.some((each) => each.signatures.some((one) => one.key === key));
    let last = 0;
    for (const [seq, entries] of epoch.slots) if (seq > Math.max(last, epoch.whole) && isBy(entries)) last = seq;
    return last;
  }

  /** See `UnitView`. */
  tailOf(number: number): LogTail | null {
    const [book] = this.booksOf(number);
    if (book === undefined) return null;
    const { slots, whole } = this.epoch(number);
    const entries = slots.get(whole) ?? [];
    // Where two wrote, who has the seat goes on from what it wrote itself.
    const isByClerk = ({ signatures }: Entry) => signatures.some(({ key }) => key === book.body.clerk);
    const last = entries.find(isByClerk) ?? entries[0];
    if (last === undefined) return { epoch: number, seq: 0, link: idBytes(book.id), at: 0 };
    return { epoch: number, seq: whole, link: linkAfter(last.body.prev, last.id), at: last.body.at };
  }

  /** What contradicts itself, in a fixed order. */
  faults(): readonly Fault[] {
    return [...this.epochs].sort(([a], [b]) => a - b).flatMap(([number, epoch]) => this.faultsOf(number, epoch));
  }

  private faultsOf(number: number, epoch: Epoch): Fault[] {
    const at = (seq: number) => `${number}:${seq}`;
    const places = (set: Set<number>) => [...set].sort((a, b) => a - b);
    const faults: Fault[] = [];
    const books = this.booksOf(number);
    if (books.length > 1) faults.push({ kind: 'two-books', at: String(number), proof: idsOf(books) });
    for (const seq of places(epoch.forked)) {
      faults.push({ kind: 'fork', at: at(seq), proof: idsOf(this.entriesAt(number, seq)) });
    }
    for (const seq of places(epoch.broken)) {
      const before = seq === 1 ? books : this.entriesAt(number, seq - 1);
      faults.push({ kind: 'broken-chain', at: at(seq), proof: idsOf([...before, ...this.entriesAt(number, seq)]) });
    }
    return [...faults, ...this.strayHeads(number, epoch), ...this.strayEntries(number, epoch)];
  }

  /** Heads of one place with different links, or with another link than its entry has. */
  private strayHeads(number: number, epoch: Epoch): Fault[] {
    return [...epoch.heads].flatMap(([seq, heads]): Fault[] => {
      const entries = epoch.slots.get(seq) ?? [];
      const links = linksOf(entries);
      const isStray = (head: Head) => links.length > 0 && !links.some((link) => equalBytes(link, head.body.link));
      const [first] = heads;
      const differ = heads.some((head) => first !== undefined && !equalBytes(head.body.link, first.body.link));
      if (!differ && !heads.some(isStray)) return [];
      return [{ kind: 'two-heads', at: `${number}:${seq}`, proof: idsOf([...heads, ...entries]) }];
    });
  }

  /** Entries behind the place at which their own clerk handed over: a root that takes over may not know the end. */
  private strayEntries(number: number, epoch: Epoch): Fault[] {
    const clerks = new Set(this.booksOf(number).map(({ body }) => body.clerk));
    const limits = this.booksOf(number + 1).filter(
      ({ body, signatures }) => body.from?.epoch === number && signatures.some(({ key }) => clerks.has(key)),
    );
    return limits.flatMap((book): Fault[] => {
      const last = book.body.from?.seq ?? 0;
      if (epoch.highest <= last) return [];
      const beyond = [...epoch.slots].flatMap(([seq, entries]) => (seq > last ? entries : []));
      return [{ kind: 'beyond-handover', at: `${number}:${last}`, proof: idsOf([book, ...beyond]) }];
    });
  }

  /** Each pair of neighbours is looked at once, when the second of them comes. */
  private checkSlot(number: number, seq: number): void {
    const epoch = this.epoch(number);
    const entries = epoch.slots.get(seq) ?? [];
    const before =
      seq === 1 ? this.booksOf(number).map(({ id }) => idBytes(id)) : linksOf(epoch.slots.get(seq - 1) ?? []);
    const follows = ({ body }: Entry) => before.some((link) => equalBytes(link, body.prev));
    if (before.length > 0 && !entries.every(follows)) epoch.broken.add(seq);
    else epoch.broken.delete(seq);
  }

  private epoch(number: number): Epoch {
    const known = this.epochs.get(number);
    if (known !== undefined) return known;
    const epoch: Epoch = {
      slots: new Map(),
      heads: new Map(),
      broken: new Set(),
      forked: new Set(),
      whole: 0,
      highest: 0,
    };
    this.epochs.set(number, epoch);
    return epoch;
  }
}

function linksOf(entries: readonly Entry[]): readonly Uint8Array[] {
  return entries.map((entry) => linkAfter(entry.body.prev, entry.id));
}

function idsOf(records: readonly { readonly id: RecordId }[]): readonly RecordId[] {
  return records.map(({ id }) => id).sort();
}
