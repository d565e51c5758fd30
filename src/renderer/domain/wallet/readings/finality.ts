import { isReleasable } from '../clerk/entries.ts';
import { type RecordId, accountOfHolder } from '../ids.ts';
import type { LedgerView } from '../standing.ts';
import { isTaken, lineOf } from './lineOf.ts';
import type { TransferLine, UnitView } from '../unitView.ts';

/** How far the payee can rely on a transfer (WAL-65). */
export type Finality =
  /** Provable and irrevocable. Not: sure to be honoured. `isSingleCopy`: the book has no witness. */
  | { readonly kind: 'final'; readonly isSingleCopy: boolean }
  /** Set aside for the payee until a day, ms; null where it ends by people alone. */
  | { readonly kind: 'guaranteed'; readonly until: number | null }
  /** The clerk says so, and no witness yet. */
  | { readonly kind: 'unwitnessed' }
  | { readonly kind: 'none' };

/** See {@link Finality}. A transfer that is not known is `none`. */
export function finalityOf(view: LedgerView, id: RecordId): Finality {
  const found = lineOf(view, id);
  if (found === null || !isTaken(view, id)) return { kind: 'none' };
  const { unit, line } = found;
  const isToIssuer = accountOfHolder(line.transfer.body.to) === unit.unit.body.issuer;
  const isKept = isWitnessed(view, line) || (line.status === 'cleared' && isToIssuer);
  if (!isKept) return { kind: 'unwitnessed' };
  if (line.status === 'held') return { kind: 'guaranteed', until: guaranteedUntil(line) };
  return { kind: 'final', isSingleCopy: isAlone(unit, line) };
}

function isWitnessed(view: LedgerView, { entries, status }: TransferLine): boolean {
  const op = status === 'held' ? 'hold' : 'clear';
  return entries.some((entry) => entry.body.op === op && isReleasable(view, entry));
}

function isAlone(unit: UnitView, { entries }: TransferLine): boolean {
  return entries.every(({ body }) => unit.booksOf(body.epoch).every((book) => book.body.witnesses.length === 0));
}

function guaranteedUntil({ transfer: { body } }: TransferLine): number | null {
  if (body.why === 'net') return null;
  return body.release === undefined ? body.until : body.release.autoAfter;
}

/** Whether new units are final for who has them (WAL-65). */
export function isMintFinal(view: LedgerView, id: RecordId): boolean {
  const mint = view.find('mint', id);
  return mint !== undefined && view.unit(mint.body.unit)?.mint(id)?.counts === true;
}
