import type { AccountId, DeviceId } from '@shared/ids.ts';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import { spentOnDay } from '@domain/wallet/readings/pots.ts';
import type { BodyOf, VerifiedOf } from '@domain/wallet/record.ts';
import type { LedgerView } from '@domain/wallet/standing.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';

type Books = LedgerView & { units(): Iterable<UnitView> };

/** How long the issuer's clerk has for what is brought back, ms. */
const BACK_TERM = 30 * 24 * 3_600_000;

/** Whether a device of an account pays no more: it was reported lost, as each is that was taken out (WSV-185), or nothing proves it. */
export function isGone(view: LedgerView, account: AccountId, device: DeviceId): boolean {
  return !view.people.may(device, account, 'any') || view.isFrozen(account, device);
}

/** Whether a pot may be paid from by devices alone that are gone. */
export function isLeftBehind(view: LedgerView, { body }: VerifiedOf<'pot'>): boolean {
  const { devices } = body.rule;
  return devices !== undefined && devices.every((device) => isGone(view, body.account, device));
}

/** The packet that is dealt from a pot (WSV-91). */
export function packetOfPot(view: LedgerView, pot: RecordId): VerifiedOf<'packet'> | undefined {
  return view.about(pot, 'transfer').flatMap(({ body }) => {
    const packet = body.why === 'packet' && body.of !== undefined ? view.find('packet', body.of) : undefined;
    return packet?.body.from === body.to ? [packet] : [];
  })[0];
}

/** What brings everything in a pot back to its owner that its clerks would let go now by the owner's root (WSV-97, WAL-24). */
export function bringingBack(view: Books, pot: VerifiedOf<'pot'>, now: number): readonly BodyOf<'transfer'>[] {
  const { account, rule } = pot.body;
  const isPayee = rule.to === undefined || rule.to.includes(account);
  if (!isPayee || (rule.notBefore !== undefined && now < rule.notBefore)) return [];
  const [from, to] = [holderOf(account, pot.id), holderOf(account)];
  const packet = packetOfPot(view, pot.id);
  const why = packet === undefined ? {} : ({ why: 'packet', of: packet.id } as const);
  return [...view.units()].flatMap((book) => {
    const amount = allowedNow(view, book, { pot, now });
    const { id: unit } = book.unit;
    return amount > 0n ? [{ unit, from, to, amount, until: now + BACK_TERM, mode: 'now' as const, ...why }] : [];
  });
}

/** What is there and not ordered yet, and of that no more than a day allows. What may be owed is not there. */
function allowedNow(
  view: LedgerView,
  book: UnitView,
  { pot, now }: { readonly pot: VerifiedOf<'pot'>; readonly now: number },
): bigint {
  const holder = holderOf(pot.body.account, pot.id);
  const free = book.balanceOf(holder) - book.pendingOf(holder);
  const { perDay } = pot.body.rule;
  if (perDay === undefined) return free;
  const left = perDay - spentOnDay(view, book, { id: pot.id, holder, now });
  return left < free ? left : free;
}
