import type { DeviceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { type RecordId, type UnitId, accountOfHolder } from '../ids.ts';
import { isNetted } from '../readings/nets.ts';
import type { VerifiedOf, VerifiedRecord } from '../record.ts';
import { type Demand, type LedgerView, type WaitKey, isSignedLive } from '../standing.ts';
import type { LogTail, UnitView } from '../unitView.ts';
import { type Case, type Reason, firstOf } from './case.ts';
import { checkBalance, checkFrozen, checkPayee, checkPots, checkTime, checkWithdrawn } from './orderChecks.ts';
import { checkMandate, checkRefund, checkRequest } from './promiseChecks.ts';
import { followsWhole } from './wholeLog.ts';

/** A device that keeps the book of a unit. */
export interface ClerkSeat {
  readonly unit: UnitId;
  readonly device: DeviceId;
}

/** What a clerk works with. */
export interface Desk {
  readonly unit: UnitView;
  readonly book: VerifiedOf<'book'>;
  /** Where the next entry goes. */
  readonly tail: LogTail;
}

/** What a clerk has to say about a transfer. */
export type Judgement =
  /** A verdict that is to be entered. */
  | { readonly kind: 'enter'; readonly op: 'clear' | 'hold' | 'refuse' | 'return'; readonly reason?: Reason }
  /** The verdict stands: this entry is the answer (WAL-111). */
  | { readonly kind: 'stands'; readonly entry: VerifiedOf<'entry'> }
  /** Nothing yet: something is missing, or a hold waits for its payee. */
  | { readonly kind: 'waits'; readonly on: readonly WaitKey[] };

/** Whether a device may decide now (WAL-110), and what it works with. */
export function deskOf(
  view: LedgerView,
  seat: ClerkSeat,
): Result<Desk, Failure<'not-clerk' | 'clerk-frozen' | 'log-incomplete'>> {
  const unit = view.unit(seat.unit);
  const book = unit?.currentBook();
  if (unit === undefined || book?.body.clerk !== seat.device)
    return fail('not-clerk', 'another device keeps this book');
  if (view.isFrozen(unit.unit.body.issuer, seat.device)) return fail('clerk-frozen', 'this device is frozen');
  if (!followsWhole(unit, book)) return fail('log-incomplete', 'entries before this epoch are missing');
  const tail = unit.tailOf(book.body.epoch);
  if (tail === null) return fail('not-clerk', 'no book of this epoch');
  if (unit.lastPlaceBy(seat.device, tail.epoch) > tail.seq) return fail('log-incomplete', 'own entries are missing');
  return ok({ unit, book, tail });
}

/** The checks of a transfer nobody judged, in their order (WAL-113). */
const CHECKS = [
  checkFrozen,
  checkWithdrawn,
  checkTime,
  checkPots,
  checkPayee,
  checkRequest,
  checkMandate,
  checkRefund,
  checkBalance,
] as const;

/** Judges a transfer by everything known (WAL-111 to WAL-117). Says nothing to records it does not know: they wait. */
export function judge(view: LedgerView, unit: UnitView, { id, now }: { id: RecordId; now: number }): Judgement {
  const line = unit.transfer(id);
  if (line === undefined) return { kind: 'waits', on: [id] };
  const { transfer, status } = line;
  const signers = view.people.signersFor(transfer, accountOfHolder(transfer.body.from), 'spend');
  const given: Case = { view, book: unit, line, transfer, signers, now };
  if (status === 'sent') return judgeNew(given);
  return (status === 'held' ? judgeHold(given) : null) ?? stands(given);
}

/** The entry that says what became of a transfer: of the highest rank, then the first in the log. */
function stands({ line }: Case): Judgement {
  const op = { sent: 'refuse', refused: 'refuse', held: 'hold', returned: 'return', cleared: 'clear' }[line.status];
  const entries = line.entries.filter(({ body }) => body.op === op);
  const [entry] = entries.toSorted(
    (a, b) => a.body.epoch - b.body.epoch || a.body.seq - b.body.seq || (a.id < b.id ? -1 : 1),
  );
  return entry === undefined ? { kind: 'waits', on: [] } : { kind: 'stands', entry };
}

function judgeNew(given: Case): Judgement {
  const outcome = firstOf(given, CHECKS);
  if (outcome.kind === 'waits') return outcome;
  if (outcome.kind === 'fails') return { kind: 'enter', op: 'refuse', reason: outcome.reason };
  return { kind: 'enter', op: clearsAtOnce(given) ? 'clear' : 'hold' };
}

/** WAL-117. */
function clearsAtOnce({ view, book, transfer }: Case): boolean {
  const { mode, from, to } = transfer.body;
  if (mode !== 'now') return false;
  const payee = accountOfHolder(to);
  const isOwn = payee === book.unit.body.issuer || payee === accountOfHolder(from);
  return isOwn || view.about(transfer.id, 'deposit').length > 0;
}

const CLEAR: Judgement = { kind: 'enter', op: 'clear' };
const sendBack = (reason: Reason): Judgement => ({ kind: 'enter', op: 'return', reason });

/** What becomes of a hold now; null while it stays. */
function judgeHold(given: Case): Judgement | null {
  const { view, transfer, now } = given;
  const { why, release, until } = transfer.body;
  const isDeclined = view.about(transfer.id, 'decline').length > 0;
  if (why === 'net') {
    if (isNetted(view, transfer.id)) return CLEAR;
    return isDeclined ? sendBack('declined') : null;
  }
  if (release !== undefined) return isDeclined ? sendBack('declined') : judgeRelease(given, release);
  if (view.about(transfer.id, 'deposit').length > 0) return CLEAR;
  if (isDeclined) return sendBack('declined');
  return now > until ? sendBack('expired') : null;
}

/** WAL-45, WAL-83. */
function judgeRelease(
  { view, transfer, now }: Case,
  rule: NonNullable<Case['transfer']['body']['release']>,
): Judgement | null {
  const payer = accountOfHolder(transfer.body.from);
  const by: Demand = rule.by === 'payer' ? { account: payer, as: 'spend' } : { account: rule.by, as: 'any' };
  // What a frozen key says moves nothing any more (WAL-100).
  const isLive = (word: VerifiedRecord) => isSignedLive(view, word, by);
  if (view.about(transfer.id, 'release').some(isLive)) return CLEAR;
  const disputes = view.about(transfer.id, 'dispute').filter(({ body }) => body.ref === transfer.id);
  const rulings = disputes.flatMap(({ id }) => view.about(id, 'ruling')).filter(isLive);
  // An arbiter who says both pays: clear beats return everywhere.
  if (rulings.some(({ body }) => body.verdict === 'pay')) return CLEAR;
  if (rulings.length > 0) return sendBack('declined');
  if (disputes.length > 0 || now <= rule.autoAfter) return null;
  return rule.onTimeout === 'pay' ? CLEAR : sendBack('expired');
}
