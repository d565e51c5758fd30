import type { DeviceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { equalBytes } from '../../codec/bytes.ts';
import { idBytes } from '../../event/codec.ts';
import { deriveNonce } from '../derive.ts';
import type { RecordId } from '../ids.ts';
import type { Draft, VerifiedOf, VerifiedRecord } from '../record.ts';
import { standingOf } from '../rules/standingOf.ts';
import type { LedgerView } from '../standing.ts';
import type { UnitView } from '../unitView.ts';
import { buildsOn, followsWhole, isLinkAt } from './wholeLog.ts';

/** Why a witness does not acknowledge an entry. Only `witness-gap` may pass by itself. */
export type WitnessRefusal = Failure<
  'not-witness' | 'witness-unknown' | 'witness-old-epoch' | 'witness-fork' | 'witness-gap'
>;

/**
 * What a witness signs about an entry it has stored (WAL-120). The ledger must hold what the witness itself has stored durably, and nothing
 * else: acknowledging promises that a takeover can start from it.
 */
export function acknowledge(
  view: LedgerView,
  { entry: id, device }: { readonly entry: RecordId; readonly device: DeviceId },
): Result<Draft<'seen'>, WitnessRefusal> {
  const entry = view.find('entry', id);
  if (entry === undefined) return fail('witness-unknown', 'what it rests on is missing');
  const unit = view.unit(entry.body.unit);
  const book = unit?.currentBook();
  if (unit === undefined || book === undefined) return fail('witness-unknown', 'no book');
  // A witness that the newest book no longer names still finishes the epoch it was asked for.
  const books = book.body.epoch === entry.body.epoch ? [book] : unit.booksOf(entry.body.epoch);
  // Who signed itself another book of this epoch is not whom this witness was asked to see.
  const isBy = (clerk: DeviceId) => entry.signatures.some(({ key }) => key === clerk);
  const isNamed = books.some(({ body }) => body.witnesses.includes(device) && isBy(body.clerk));
  if (!isNamed) return fail('not-witness', 'the book does not name this device');
  const place = checkPlace(unit, book, entry);
  return place.ok ? ok(draftSeen(id)) : place;
}

/** What could move whose word counts in a book, or add to what is at a place. */
const MOVING: ReadonlySet<VerifiedRecord['type']> = new Set<VerifiedRecord['type']>(['unit', 'book', 'freeze', 'thaw']);

/**
 * The same for an entry that only just came, to be stored in one transaction with everything in `came`: for the next place of the newest book alone,
 * where nothing is contested. Null where that is not so: it is stored first then, and acknowledged by itself. `came` must be new, and nothing in
 * `view` may wait for it.
 */
export function acknowledgeNext(
  view: LedgerView,
  { came, device }: { readonly came: readonly VerifiedRecord[]; readonly device: DeviceId },
): Draft<'seen'> | null {
  const [entry, ...others] = came.filter((record) => record.type === 'entry');
  if (entry === undefined || others.length > 0 || came.some(({ type }) => MOVING.has(type))) return null;
  const unit = view.unit(entry.body.unit);
  if (unit === undefined || view.record(entry.id) !== undefined || !rests(view, entry, came)) return null;
  return isNamedAlone(unit, entry, device) && isNext(unit, entry) ? draftSeen(entry.id) : null;
}

/** Whether the newest book, the only one of its epoch, names this witness and the clerk who signed. */
function isNamedAlone(unit: UnitView, { body: { epoch }, signatures }: VerifiedOf<'entry'>, device: DeviceId): boolean {
  const book = unit.currentBook();
  if (book?.body.epoch !== epoch || unit.booksOf(epoch).length !== 1) return false;
  return book.body.witnesses.includes(device) && signatures.some(({ key }) => key === book.body.clerk);
}

/** Whether an entry follows the last one of a whole log, and nothing else does. */
function isNext(unit: UnitView, { body: { epoch, seq, prev } }: VerifiedOf<'entry'>): boolean {
  const [book] = unit.booksOf(epoch);
  const tail = unit.tailOf(epoch);
  if (book === undefined || tail?.seq !== seq - 1 || !equalBytes(tail.link, prev)) return false;
  return followsWhole(unit, book) && unit.entriesAt(epoch, seq).length === 0;
}

/** Whether an entry counts once what came with it is there. */
function rests(view: LedgerView, entry: VerifiedOf<'entry'>, came: readonly VerifiedRecord[]): boolean {
  const about = came.find(({ id }) => id === entry.body.ref);
  if (about === undefined || view.record(about.id) !== undefined) return standingOf(entry, view).kind === 'counts';
  if (standingOf(about, view).kind !== 'counts') return false;
  const find: LedgerView['find'] = (type, id) =>
    // The type was just compared, which does not narrow a type parameter.
    about.id === id && about.type === type ? (about as unknown as VerifiedOf<typeof type>) : view.find(type, id);
  return standingOf(entry, { ...lookups(view), find }).kind === 'counts';
}

/** A view whose answers may be replaced one by one. */
function lookups(view: LedgerView): LedgerView {
  return {
    people: view.people,
    find: (type, id) => view.find(type, id),
    record: (id) => view.record(id),
    standingOf: (id) => view.standingOf(id),
    about: (id, type) => view.about(id, type),
    unit: (id) => view.unit(id),
    isFrozen: (account, key) => view.isFrozen(account, key),
  };
}

function draftSeen(entry: RecordId): Draft<'seen'> {
  return { type: 'seen', nonce: deriveNonce('seen', idBytes(entry)), body: { entry } };
}

function checkPlace(
  unit: UnitView,
  book: VerifiedOf<'book'>,
  { body: { epoch, seq, prev } }: VerifiedOf<'entry'>,
): Result<void, WitnessRefusal> {
  // The new clerk builds on what it follows: without a witness that would be known and never final.
  const isFollowed = book.body.epoch === epoch || buildsOn(unit, book, { epoch, seq });
  if (!isFollowed) return fail('witness-old-epoch', `epoch ${book.body.epoch} has begun`);
  if (unit.entriesAt(epoch, seq).length > 1) return fail('witness-fork', 'another entry has this place');
  if (!isLinkAt(unit, { epoch, seq: seq - 1, link: prev }))
    return fail('witness-gap', 'it follows nothing that is here');
  const own = unit.booksOf(epoch)[0];
  const isWhole = own !== undefined && followsWhole(unit, own) && (unit.tailOf(epoch)?.seq ?? 0) >= seq;
  return isWhole ? ok() : fail('witness-gap', 'entries before it are missing');
}
