import { type HolderId, accountOfHolder, potOfHolder } from '../ids.ts';
import { spentOnDay } from '../readings/pots.ts';
import type { VerifiedOf } from '../record.ts';
import { type Case, type Outcome, PASSES, fails, firstOf, passesIf, waitsFor } from './case.ts';

/** WAL-100: at least one who signed is not frozen. */
export function checkFrozen({ view, transfer, signers }: Case): Outcome {
  const account = accountOfHolder(transfer.body.from);
  return passesIf(
    signers.some((key) => !view.isFrozen(account, key)),
    'frozen',
  );
}

/** WAL-43. */
export function checkWithdrawn({ view, transfer }: Case): Outcome {
  if (view.about(transfer.id, 'cancel').length > 0) return fails('cancelled');
  return passesIf(view.about(transfer.id, 'decline').length === 0, 'declined');
}

/** WAL-41. What was cleared once and cut off is judged again, however late (WAL-121). */
export function checkTime({ line, transfer, now }: Case): Outcome {
  return passesIf(line.isContested || now <= transfer.body.until, 'expired');
}

/** WAL-24: the pot money goes to is its owner's, the pot it comes from allows it. */
export function checkPots(given: Case): Outcome {
  return firstOf(given, [
    ({ transfer }) => checkOwner(given, transfer.body.to),
    ({ transfer }) => checkOwner(given, transfer.body.from),
    checkRule,
    checkDay,
  ]);
}

function checkOwner({ view }: Case, holder: HolderId): Outcome {
  const id = potOfHolder(holder);
  if (id === null) return PASSES;
  const pot = view.find('pot', id);
  return pot === undefined ? waitsFor(id) : passesIf(pot.body.account === accountOfHolder(holder), 'not-allowed');
}

function potOf({ view, transfer }: Case): VerifiedOf<'pot'> | undefined {
  const id = potOfHolder(transfer.body.from);
  return id === null ? undefined : view.find('pot', id);
}

function checkRule(given: Case): Outcome {
  const pot = potOf(given);
  if (pot === undefined) return PASSES;
  const { devices, to, notBefore } = pot.body.rule;
  const isDevice = devices === undefined || given.signers.some((key) => mayUse(given, devices.includes(key), key));
  const isPayee = to === undefined || to.includes(accountOfHolder(given.transfer.body.to));
  return passesIf(isDevice && isPayee && (notBefore === undefined || given.now >= notBefore), 'not-allowed');
}

function mayUse({ view, transfer }: Case, isNamed: boolean, key: Case['signers'][number]): boolean {
  return isNamed || view.people.isRoot(key, accountOfHolder(transfer.body.from));
}

function checkDay(given: Case): Outcome {
  const pot = potOf(given);
  const most = pot?.body.rule.perDay;
  if (pot === undefined || most === undefined) return PASSES;
  const { view, book, transfer, now } = given;
  const before = spentOnDay(view, book, { id: pot.id, holder: transfer.body.from, now, without: transfer.id });
  return passesIf(before + transfer.body.amount <= most, 'over-limit');
}

/** WAL-22, WAL-113: who may get it. */
export function checkPayee({ book, transfer }: Case): Outcome {
  const { issuer, transferable, expiresDays } = book.unit.body;
  const [from, to] = [accountOfHolder(transfer.body.from), accountOfHolder(transfer.body.to)];
  if (from === issuer) return fails('not-allowed');
  if (to === issuer) return passesIf(transfer.body.release === undefined, 'not-allowed');
  // Points moved to a pot would never lapse.
  if (from === to) return passesIf(expiresDays === undefined, 'not-allowed');
  return passesIf(transferable, 'not-allowed');
}

/** WAL-113: there is enough. */
export function checkBalance({ book, transfer }: Case): Outcome {
  const { from, amount } = transfer.body;
  return passesIf(book.balanceOf(from) - amount >= -book.overdraftOf(from), 'not-enough');
}
