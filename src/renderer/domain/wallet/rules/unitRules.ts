import { accountOfHolder } from '../ids.ts';
import type { BodyOf, VerifiedOf } from '../record.ts';
import { COUNTS, type LedgerView, type Standing, parentOf, signedFor, voided, waits } from '../standing.ts';

const OWN = 'an issuer holds none of its own';

/** WAL-20: signed for the issuer. */
export function unitStanding(unit: VerifiedOf<'unit'>, view: LedgerView): Standing {
  return signedFor(view, unit, { account: unit.body.issuer, as: 'issue' });
}

/**
 * WAL-30, WAL-31: the first book by a device that issues, a later one by the clerk of the epoch before, any by the root; and it names a device that
 * may be clerk.
 */
export function bookStanding(book: VerifiedOf<'book'>, view: LedgerView): Standing {
  const unit = parentOf(view, 'unit', book.body.unit);
  if (unit.record === null) return unit.standing;
  const { issuer } = unit.record.body;
  if (!view.people.may(book.body.clerk, issuer, 'clerk')) return waits(`account:${issuer}`);
  if (view.people.isSignedFor(book, issuer, book.body.epoch === 1 ? 'issue' : 'root')) return COUNTS;
  return book.body.epoch === 1 ? waits(`account:${issuer}`) : handedOver(book, view);
}

function handedOver({ body, signatures }: VerifiedOf<'book'>, view: LedgerView): Standing {
  const { from, unit } = body;
  // Only the root may skip an epoch.
  if (from?.epoch !== body.epoch - 1) return voided('skips an epoch');
  const book = view.unit(unit);
  const clerks = new Set(book?.booksOf(from.epoch).map((before) => before.body.clerk));
  const isSigned = signatures.some(({ key }) => clerks.has(key) && book?.isCut(key, from) !== true);
  return isSigned ? COUNTS : waits(`book:${unit}:${from.epoch}`);
}

/** WAL-23: signed for the issuer, about someone else. */
export function overdraftStanding(overdraft: VerifiedOf<'overdraft'>, view: LedgerView): Standing {
  const unit = parentOf(view, 'unit', overdraft.body.unit);
  if (unit.record === null) return unit.standing;
  const { issuer } = unit.record.body;
  if (accountOfHolder(overdraft.body.holder) === issuer) return voided(OWN);
  return signedFor(view, overdraft, { account: issuer, as: 'issue' });
}

/** WAL-24: signed for the owner. */
export function potStanding(pot: VerifiedOf<'pot'>, view: LedgerView): Standing {
  return signedFor(view, pot, { account: pot.body.account, as: 'spend' });
}

/** WAL-40: signed for the issuer, to someone else, with a day to lapse only where the unit's points lapse. */
export function mintStanding(mint: VerifiedOf<'mint'>, view: LedgerView): Standing {
  const unit = parentOf(view, 'unit', mint.body.unit);
  if (unit.record === null) return unit.standing;
  const flaw = mintFlaw(mint.body, unit.record);
  return flaw === null ? signedFor(view, mint, { account: unit.record.body.issuer, as: 'issue' }) : voided(flaw);
}

/** Why new units would be void whoever signs them (WAL-40); null where they would not be. */
export function mintFlaw({ to, expires }: BodyOf<'mint'>, { body }: VerifiedOf<'unit'>): string | null {
  if ((body.expiresDays === undefined) !== (expires === undefined)) return 'lapses otherwise than its unit';
  return accountOfHolder(to) === body.issuer ? OWN : null;
}

/** WAL-60: signed by a clerk of its epoch, about a transfer or mint of its unit. */
export function entryStanding(entry: VerifiedOf<'entry'>, view: LedgerView): Standing {
  const { ref, op, unit } = entry.body;
  const clerk = clerkStanding(entry, view);
  if (clerk.kind !== 'counts') return clerk;
  const isOfMint = op === 'expire' || op === 'admit';
  const about = isOfMint ? parentOf(view, 'mint', ref) : parentOf(view, 'transfer', ref);
  if (about.record === null) return about.standing;
  if (about.record.body.unit !== unit) return voided('about another unit');
  return op === 'expire' && about.record.type === 'mint' ? lapseStanding(entry, about.record) : COUNTS;
}

/** WAL-46. */
function lapseStanding({ body }: VerifiedOf<'entry'>, mint: VerifiedOf<'mint'>): Standing {
  const { expires, amount } = mint.body;
  const isDue = expires !== undefined && body.at >= expires && (body.amount ?? 0n) <= amount;
  return isDue ? COUNTS : voided('lapses too early, or more than there was');
}

/** WAL-60, WAL-63: signed by a clerk of its epoch. */
export function clerkStanding(
  record: VerifiedOf<'entry'> | VerifiedOf<'head'> | VerifiedOf<'statement'>,
  view: LedgerView,
): Standing {
  const unit = parentOf(view, 'unit', record.body.unit);
  if (unit.record === null) return unit.standing;
  const { epoch } = record.body;
  const books = view.unit(unit.record.id)?.booksOf(epoch) ?? [];
  const isSigned = books.some(({ body }) => record.signatures.some(({ key }) => key === body.clerk));
  return isSigned ? COUNTS : waits(`book:${unit.record.id}:${epoch}`);
}

/** WAL-62: signed by a witness of the epoch of its entry. */
export function seenStanding(seen: VerifiedOf<'seen'>, view: LedgerView): Standing {
  const entry = parentOf(view, 'entry', seen.body.entry);
  if (entry.record === null) return entry.standing;
  const { unit, epoch } = entry.record.body;
  const books = view.unit(unit)?.booksOf(epoch) ?? [];
  const isWitness = books.some(({ body }) => seen.signatures.some(({ key }) => body.witnesses.includes(key)));
  return isWitness ? COUNTS : waits(`book:${unit}:${epoch}`);
}
