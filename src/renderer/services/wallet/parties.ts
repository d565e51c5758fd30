import type { AccountId, DeviceId } from '@shared/ids.ts';
import { accountsOf } from '@domain/wallet/bundle.ts';
import { type RecordId, type UnitId, accountOfHolder } from '@domain/wallet/ids.ts';
import { isRecall } from '@domain/wallet/readings/packets.ts';
import type { RecordType, VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import { subjectsOf } from '@domain/wallet/subjects.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';

/** What is known, where records that only just came count as known. */
export interface Known {
  record(id: RecordId): VerifiedRecord | undefined;
  unit(id: UnitId): UnitView | undefined;
  units(): Iterable<UnitView>;
  booksOf(unit: UnitId, epoch: number): readonly VerifiedOf<'book'>[];
  /** The book whose clerk writes now, and any that only just came. */
  newestBooks(unit: UnitId): readonly VerifiedOf<'book'>[];
  /** Whether a witness is known to have stored an entry. */
  isSeen(entry: RecordId): boolean;
  /** Accounts that certified a device. */
  accountsOf(device: DeviceId): Iterable<AccountId>;
}

/** Types that are about other records alone: who those concern, they concern. */
const ABOUT: ReadonlySet<RecordType> = new Set<RecordType>([
  'deposit',
  'cancel',
  'decline',
  'release',
  'entry',
  'seen',
  'receipt',
  'step',
  'revoke',
  'net',
  'dispute',
  'ruling',
  'claim',
  'deal',
  'packet-end',
]);

/**
 * Whom a record concerns (WSV-10): accounts it names, the issuer of its unit, and who what it is about concerns. An entry that its book wants seen
 * first concerns its witnesses and its issuer alone, until one of them has it.
 */
export function partiesOf(known: Known, record: VerifiedRecord): ReadonlySet<AccountId> {
  if (record.type === 'entry' && !known.isSeen(record.id)) {
    // Of its own epoch alone: what other books want seen, as one that was changed since, is no matter of this entry (WAL-118).
    const mustBeSeen = seersOf(known, known.booksOf(record.body.unit, record.body.epoch)).length > 0;
    if (mustBeSeen) return new Set([...witnessesOf(known, record), ...issuerOf(known, record)]);
  }
  const parties = new Set<AccountId>();
  collect(known, record, { parties, seen: new Set() });
  return parties;
}

interface Collected {
  readonly parties: Set<AccountId>;
  readonly seen: Set<RecordId>;
}

function collect(known: Known, record: VerifiedRecord, into: Collected): void {
  if (into.seen.has(record.id)) return;
  into.seen.add(record.id);
  for (const account of namedBy(known, record)) into.parties.add(account);
  if (!ABOUT.has(record.type)) return;
  for (const id of subjectsOf(record)) {
    const subject = known.record(id);
    if (subject !== undefined && subject.type !== 'unit') collect(known, subject, into);
  }
}

function namedBy(known: Known, record: VerifiedRecord): readonly AccountId[] {
  const isOfLog = record.type === 'entry' || record.type === 'mint';
  return [
    ...accountsOf(record),
    ...issuerOf(known, record),
    ...holdersFor(known, record),
    ...warned(known, record),
    ...(isOfLog ? witnessesOf(known, record) : []),
    ...(record.type === 'packet' ? record.body.members : []),
    ...(record.type === 'transfer' ? toldOfRecall(known, record) : []),
  ];
}

/** That a packet is over is for everybody who may still open it. */
function toldOfRecall(known: Known, transfer: VerifiedOf<'transfer'>): readonly AccountId[] {
  const packet = transfer.body.of === undefined ? undefined : known.record(transfer.body.of);
  return packet?.type === 'packet' && isRecall(transfer, packet) ? packet.body.members : [];
}

function issuerOf(known: Known, record: VerifiedRecord): readonly AccountId[] {
  const unit = 'unit' in record.body ? known.record(record.body.unit) : undefined;
  return unit?.type === 'unit' ? [unit.body.issuer] : [];
}

/** A handover and what a clerk says of its whole book is for everyone who holds the unit; a handover is for who saw the book, and who is to, too. */
function holdersFor(known: Known, record: VerifiedRecord): readonly AccountId[] {
  const isForAll = record.type === 'head' || (record.type === 'book' && record.body.epoch > 1);
  const unit = isForAll ? known.unit(record.body.unit) : undefined;
  if (unit === undefined) return [];
  const holders = [...unit.holders()].map(accountOfHolder);
  return record.type === 'book'
    ? [...holders, ...seersOf(known, [record, ...unit.booksOf(record.body.epoch - 1)])]
    : holders;
}

/** That a device was lost, or found, is for who keeps or sees a book in which it could do something, and for holders of what it could promise. */
function warned(known: Known, record: VerifiedRecord): readonly AccountId[] {
  if (record.type !== 'freeze' && record.type !== 'thaw') return [];
  const { account } = record.body;
  return [...known.units()].flatMap((unit) => {
    const { issuer } = unit.unit.body;
    const holders = [...unit.holders()].map(accountOfHolder);
    if (issuer !== account && !holders.includes(account)) return [];
    const book = unit.currentBook();
    const seers = book === undefined ? [] : seersOf(known, [book]);
    return issuer === account ? [...holders, ...seers] : [issuer, ...seers];
  });
}

/** Accounts of the devices that are to see an entry, and of those that are to go on from it: who is named later keeps what was before. */
function witnessesOf(known: Known, { type, body }: VerifiedOf<'entry'> | VerifiedOf<'mint'>): readonly AccountId[] {
  const own = type === 'entry' ? known.booksOf(body.unit, body.epoch) : [];
  return seersOf(known, [...own, ...known.newestBooks(body.unit)]);
}

function seersOf(known: Known, books: readonly VerifiedOf<'book'>[]): readonly AccountId[] {
  return books.flatMap((book) => book.body.witnesses.flatMap((device) => [...known.accountsOf(device)]));
}
