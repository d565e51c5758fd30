import { deriveNonce } from '../derive.ts';
import { grouped } from '../grouped.ts';
import type { RecordId } from '../ids.ts';
import { isAhead } from '../logTime.ts';
import type { BodyOf, Draft, VerifiedOf } from '../record.ts';
import type { LedgerView } from '../standing.ts';
import type { TransferLine, UnitView } from '../unitView.ts';
import { type Desk, type Judgement, judge } from './judge.ts';

type Verdict = Pick<BodyOf<'entry'>, 'op' | 'ref' | 'reason' | 'amount'>;

/** The next entry of a clerk's log, to be signed, stored, witnessed and then released (WAL-60, WAL-118). */
export function draftEntry(desk: Desk, verdict: Verdict, now: number): Draft<'entry'> {
  const { tail, unit } = desk;
  return {
    type: 'entry',
    nonce: deriveNonce('entry', tail.link),
    body: {
      unit: unit.unit.id,
      epoch: tail.epoch,
      seq: tail.seq + 1,
      prev: tail.link,
      // A clock set back does not make the log run backwards; one that was years ahead does not hold it there.
      at: isAhead(tail.at, now) ? tail.at : now,
      ...verdict,
    },
  };
}

/** The entry a judgement asks for; null when there is nothing to enter. */
export function draftVerdict(
  desk: Desk,
  judgement: Judgement,
  { id, now }: { readonly id: RecordId; readonly now: number },
): Draft<'entry'> | null {
  if (judgement.kind !== 'enter') return null;
  const { op, reason } = judgement;
  return draftEntry(desk, { op, ref: id, ...(reason === undefined ? {} : { reason }) }, now);
}

/** Which open transfers a clerk has to enter something about now (WAL-111 to WAL-117), after a cut those judged before first, in their old order (WAL-121). */
export function dueTransfers(view: LedgerView, unit: UnitView, now: number): readonly RecordId[] {
  const due = [...unit.open()].filter((id) => judge(view, unit, { id, now }).kind === 'enter');
  const lines = due.flatMap((id) => unit.transfer(id) ?? []);
  return lines.sort((a, b) => comparePlaces(unit, a, b)).map(({ transfer }) => transfer.id);
}

function comparePlaces(unit: UnitView, a: TransferLine, b: TransferLine): number {
  const [one, other] = [unit.oldPlaceOf(a.transfer.id), unit.oldPlaceOf(b.transfer.id)];
  if (one === null || other === null) return (one === null ? 1 : 0) - (other === null ? 1 : 0) || byId(a, b);
  return one.epoch - other.epoch || one.seq - other.seq || byId(a, b);
}

function byId(a: TransferLine, b: TransferLine): number {
  return a.transfer.id < b.transfer.id ? -1 : 1;
}

/** Points that lapse now (WAL-119): what is left of mints whose day has come, of holders who have nothing set aside. */
export function dueLapses(unit: UnitView, now: number): readonly { mint: RecordId; amount: bigint }[] {
  if (unit.unit.body.expiresDays === undefined) return [];
  const byHolder = grouped(livingMints(unit), ({ body }) => body.to);
  const busy = new Set(
    [...unit.transfers()].flatMap(({ status, transfer }) => (status === 'held' ? [transfer.body.from] : [])),
  );
  return [...byHolder].flatMap(([holder, mints]) =>
    busy.has(holder) ? [] : lapsesOf(mints, { left: unit.balanceOf(holder), now }),
  );
}

function livingMints(unit: UnitView): readonly VerifiedOf<'mint'>[] {
  return [...unit.mints()].flatMap(({ mint, counts, lapsed }) => (counts && lapsed === 0n ? [mint] : []));
}

/** What is left is taken to be of the mints that lapse last. */
function lapsesOf(mints: readonly VerifiedOf<'mint'>[], { left, now }: { left: bigint; now: number }) {
  const latestFirst = mints.toSorted((a, b) => dayOf(b) - dayOf(a) || (a.id < b.id ? -1 : 1));
  let rest = left;
  return latestFirst.flatMap((mint) => {
    const amount = rest < mint.body.amount ? rest : mint.body.amount;
    rest -= amount;
    return amount > 0n && dayOf(mint) <= now ? [{ mint: mint.id, amount }] : [];
  });
}

function dayOf({ body }: VerifiedOf<'mint'>): number {
  return body.expires ?? Number.MAX_SAFE_INTEGER;
}

/** Whether an entry may be given away (WAL-118): a witness has it, or its book asks for none. */
export function isReleasable(view: LedgerView, entry: VerifiedOf<'entry'>): boolean {
  const books = view.unit(entry.body.unit)?.booksOf(entry.body.epoch) ?? [];
  const witnesses = new Set(books.flatMap(({ body }) => body.witnesses));
  const isAlone = books.length > 0 && witnesses.size === 0;
  return isAlone || view.about(entry.id, 'seen').length > 0;
}
