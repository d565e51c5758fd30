import type { DeviceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { idBytes } from '../../event/codec.ts';
import { deriveNonce } from '../derive.ts';
import type { RecordId } from '../ids.ts';
import type { Draft, VerifiedOf } from '../record.ts';
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
  return place.ok ? ok({ type: 'seen', nonce: deriveNonce('seen', idBytes(id)), body: { entry: id } }) : place;
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
