import type { DeviceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { joinBytes } from '../../codec/bytes.ts';
import { idBytes } from '../../event/codec.ts';
import { deriveNonce, eightBytes } from '../derive.ts';
import type { UnitId } from '../ids.ts';
import type { Draft } from '../record.ts';
import { MAX_EPOCH } from '../records/unitRecords.ts';
import type { LedgerView } from '../standing.ts';
import { newestWholeBook } from './wholeLog.ts';

/** Who is to keep a book from now on. */
export interface Successor {
  readonly clerk: DeviceId;
  readonly witnesses: readonly DeviceId[];
}

/**
 * The next book of a unit (WAL-121), to be signed by the clerk that hands over or by the root that takes over. It names the end of the log as it is
 * known here without gap, in an older epoch where the newest builds on what is not here: what lies behind that is lost to the new clerk.
 */
export function draftNextBook(
  view: LedgerView,
  unitId: UnitId,
  successor: Successor,
): Result<Draft<'book'>, Failure<'no-book'>> {
  const unit = view.unit(unitId);
  const newest = unit?.currentBook();
  const book = unit === undefined ? undefined : newestWholeBook(unit);
  const tail = book === undefined ? null : (unit?.tailOf(book.body.epoch) ?? null);
  if (tail === null || newest === undefined) return fail('no-book', 'nobody keeps this book yet');
  const epoch = newest.body.epoch + 1;
  if (epoch > MAX_EPOCH) return fail('no-book', 'no epoch is left');
  const nonce = deriveNonce('book', joinBytes(idBytes(unitId), eightBytes(epoch), tail.link, idBytes(successor.clerk)));
  const from = { epoch: tail.epoch, seq: tail.seq, link: tail.link };
  return ok({ type: 'book', nonce, body: { unit: unitId, epoch, ...successor, from } });
}
