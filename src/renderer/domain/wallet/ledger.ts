import type { AccountId, DeviceId } from '@shared/ids.ts';
import type { Certificate } from '../identity/certificate.ts';
import { joinSignatures } from './envelope.ts';
import { Freezes } from './freezes.ts';
import type { RecordId, UnitId } from './ids.ts';
import { People } from './people.ts';
import type { RecordType, VerifiedOf, VerifiedRecord } from './record.ts';
import { carriesWeight, standingOf } from './rules/standingOf.ts';
import type { LedgerView, Standing, WaitKey } from './standing.ts';
import { subjectsOf, unitOf } from './subjects.ts';
import { UnitBook } from './unitBook.ts';
import type { UnitView } from './unitView.ts';

interface Kept {
  record: VerifiedRecord;
  standing: Standing;
}

/**
 * A set of verified records and certificates, and what they come to (WAL-11, WAL-12): the same for one set in whatever order, however often
 * and in whatever portions it came. One more record costs what it touches; only a cut, or what comes while one is in force and moves who signed
 * what, reduces all anew.
 */
export class Ledger implements LedgerView {
  readonly people = new People();
  private readonly kept = new Map<RecordId, Kept>();
  private waiting = new Map<WaitKey, Set<RecordId>>();
  private children = new Map<RecordId, RecordId[]>();
  private books = new Map<UnitId, UnitBook>();
  private freezes = new Freezes();
  /** The cuts all books were made under. */
  private cuts: Freezes = this.freezes;
  private cutsText = '';
  private ready: RecordId[] = [];
  /** Something came that moves what is under a cut. */
  private isStale = false;
  private readonly issuerOf = (unit: UnitId) => this.books.get(unit)?.unit.body.issuer;
  /** Something came that moves what counts already. */
  private mustReduce = false;

  /** Takes a certificate that was verified. */
  certify(certificate: Certificate): void {
    if (!this.people.certify(certificate)) return;
    this.isStale ||= this.freezes.cuts(certificate.account, this.issuerOf);
    this.wake(`account:${certificate.account}`);
    this.settle();
  }

  /** Takes a record that was verified. False when nothing of it was new. */
  add(record: VerifiedRecord): boolean {
    const known = this.kept.get(record.id);
    const joined =
      known === undefined ? record : joinSignatures(known.record, record, (each) => carriesWeight(record, each, this));
    if (joined === known?.record) return false;
    if (known === undefined) this.keep(record);
    else this.join(known, joined);
    this.ready.push(record.id);
    this.settle();
    return true;
  }

  private keep(record: VerifiedRecord): void {
    this.kept.set(record.id, { record, standing: { kind: 'waits', on: [] } });
    // What names it may be void already because of its type, whether it counts or not.
    this.wake(record.id);
  }

  /** More signatures on a record that counts already: they move something only where it matters who of several signed. */
  private join(known: Kept, joined: VerifiedRecord): void {
    const added = joined.signatures.filter((each) => !known.record.signatures.includes(each));
    known.record = joined;
    const unit = unitOf(joined);
    const book = unit === null ? undefined : this.books.get(unit);
    book?.renew(joined);
    const issuer = book?.unit.body.issuer;
    if (issuer === undefined || !added.some(({ key }) => this.people.may(key, issuer, 'any'))) return;
    this.isStale ||= this.freezes.cuts(issuer, this.issuerOf);
    this.mustReduce ||= joined.type === 'book';
  }

  find<Type extends RecordType>(type: Type, id: RecordId): VerifiedOf<Type> | undefined {
    const kept = this.kept.get(id);
    if (kept?.standing.kind !== 'counts' || kept.record.type !== type) return undefined;
    // The type was just compared, which does not narrow a type parameter.
    return kept.record as unknown as VerifiedOf<Type>;
  }

  record(id: RecordId): VerifiedRecord | undefined {
    return this.kept.get(id)?.record;
  }

  /** All records, whatever they are worth. */
  *records(): Iterable<VerifiedRecord> {
    for (const { record } of this.kept.values()) yield record;
  }

  standingOf(id: RecordId): Standing | undefined {
    return this.kept.get(id)?.standing;
  }

  about<Type extends RecordType>(id: RecordId, type: Type): readonly VerifiedOf<Type>[] {
    const found = (this.children.get(id) ?? []).map((child) => this.find(type, child));
    return found.filter((record) => record !== undefined).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  unit(id: UnitId): UnitView | undefined {
    return this.books.get(id);
  }

  /** Every unit that counts. */
  units(): Iterable<UnitView> {
    return this.books.values();
  }

  isFrozen(account: AccountId, key: DeviceId): boolean {
    return this.freezes.isFrozen(account, key) && !this.people.isRoot(key, account);
  }

  /** Freezes of an account that no thaw ended. */
  freezesOf(account: AccountId): readonly VerifiedOf<'freeze'>[] {
    return this.freezes.live(account);
  }

  private settle(): void {
    this.drain();
    const cutsText = this.freezes.cutsText(this.issuerOf);
    const mayDiffer = this.mustReduce || cutsText !== this.cutsText || this.isStale;
    this.isStale = false;
    this.mustReduce = false;
    if (!mayDiffer) return;
    this.cuts = this.freezes;
    this.cutsText = cutsText;
    this.reduceAnew();
  }

  /** From nothing, under the cuts that are known now. These are the root's own word: nothing in them depends on what they cut. */
  private reduceAnew(): void {
    this.waiting = new Map();
    this.children = new Map();
    this.books = new Map();
    this.freezes = new Freezes();
    for (const kept of this.kept.values()) kept.standing = { kind: 'waits', on: [] };
    this.ready = [...this.kept.keys()];
    this.drain();
    this.isStale = false;
  }

  private drain(): void {
    for (let id = this.ready.pop(); id !== undefined; id = this.ready.pop()) this.judge(id);
  }

  private judge(id: RecordId): void {
    const kept = this.kept.get(id);
    if (kept === undefined || kept.standing.kind === 'counts') return;
    kept.standing = standingOf(kept.record, this);
    if (kept.standing.kind === 'counts') this.count(kept.record);
    else if (kept.standing.kind === 'waits') for (const key of kept.standing.on) this.wait(key, id);
  }

  private wait(key: WaitKey, id: RecordId): void {
    const set = this.waiting.get(key);
    if (set === undefined) this.waiting.set(key, new Set([id]));
    else set.add(id);
  }

  private wake(key: WaitKey): void {
    const set = this.waiting.get(key);
    if (set === undefined) return;
    this.waiting.delete(key);
    this.ready.push(...set);
  }

  private count(record: VerifiedRecord): void {
    for (const subject of subjectsOf(record)) this.relate(subject, record);
    this.put(record);
    this.wake(record.id);
    if (record.type === 'book') this.wake(`book:${record.body.unit}:${record.body.epoch}`);
  }

  private relate(subject: RecordId, record: VerifiedRecord): void {
    // Everything is about some unit: its book lists that.
    const isOfUnit = 'unit' in record.body && record.body.unit === subject;
    if (isOfUnit) return;
    const children = this.children.get(subject);
    if (children === undefined) this.children.set(subject, [record.id]);
    else children.push(record.id);
  }

  private put(record: VerifiedRecord): void {
    switch (record.type) {
      case 'unit':
        this.freezes.forgetText();
        this.books.set(record.id, this.openBook(record));
        break;
      case 'freeze':
        this.freezes.addFreeze(record);
        break;
      case 'thaw':
        this.freezes.addThaw(record);
        break;
      default: {
        const book = 'unit' in record.body ? this.books.get(record.body.unit) : undefined;
        if (book !== undefined) this.enter(book, record);
      }
    }
  }

  private openBook(unit: VerifiedOf<'unit'>): UnitBook {
    const { issuer } = unit.body;
    return new UnitBook(unit, this.cuts.cutsOf(unit.id, issuer), {
      isFrozen: (key) => this.isFrozen(issuer, key),
      mayFound: (key) => this.people.may(key, issuer, 'issue'),
    });
  }

  private enter(book: UnitBook, record: VerifiedRecord): void {
    const { issuer } = book.unit.body;
    if (record.type === 'transfer') book.addTransfer(record);
    else if (record.type === 'entry') book.addEntry(record, this.people.signersFor(record, issuer, 'clerk'));
    else if (record.type === 'mint') book.addMint(record, this.people.signersFor(record, issuer, 'issue'));
    else if (record.type === 'book') book.addBook({ book: record, isByRoot: this.isByRoot(record, issuer) });
    else if (record.type === 'head') book.addHead(record);
    else if (record.type === 'overdraft') book.addOverdraft(record);
  }

  private isByRoot(book: VerifiedOf<'book'>, issuer: AccountId): boolean {
    return this.people.isSignedFor(book, issuer, 'root');
  }
}

/** Reduces a set of records and certificates (WAL-12). */
export function reduce(records: Iterable<VerifiedRecord>, certificates: Iterable<Certificate>): Ledger {
  const ledger = new Ledger();
  for (const certificate of certificates) ledger.certify(certificate);
  for (const record of records) ledger.add(record);
  return ledger;
}
