import type { AccountId } from '@shared/ids.ts';
import { type HolderId, accountOfHolder, holderOf, potOfHolder } from '@domain/wallet/ids.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { LedgerView } from '@domain/wallet/standing.ts';

/** A share as money: new units, or a transfer. */
export type ShareMoney = VerifiedOf<'mint'> | VerifiedOf<'transfer'>;

/** Whether a packet's money lies in a pot: units of others, to be handed out by the dealer (WSV-91). */
export function isFromPot({ body }: VerifiedOf<'packet'>): boolean {
  return potOfHolder(body.from) !== null;
}

/** Whether the money of a packet is where the dealer can pay from (WSV-91). */
export function fundingOf(view: LedgerView, packet: VerifiedOf<'packet'>): 'ready' | 'waiting' | 'failed' {
  if (!isFromPot(packet)) return 'ready';
  const { unit, from, total } = packet.body;
  const book = view.unit(unit);
  const sender = holderOf(accountOfHolder(from));
  const moves = view
    .about(packet.id, 'transfer')
    .filter(({ body }) => body.to === from && body.from === sender && body.amount === total);
  const states = moves.map(({ id }) => book?.transfer(id)?.status);
  if (states.includes('cleared')) return 'ready';
  return states.some((state) => state === 'refused' || state === 'returned') ? 'failed' : 'waiting';
}

/** The share of an account in a packet for everyone, by what its sender made of it. */
export function shareForEveryone(
  view: LedgerView,
  packet: VerifiedOf<'packet'>,
  who: AccountId,
): ShareMoney | undefined {
  return moneyAbout(view, packet.id, { to: holderOf(who), from: packet.body.from });
}

/** What pays a deal, as far as it is here: who is not paid by it need not have it. */
export function payoutFor(
  view: LedgerView,
  packet: VerifiedOf<'packet'>,
  { deal, to }: { readonly deal: VerifiedOf<'deal'>; readonly to: AccountId },
): ShareMoney | undefined {
  return moneyAbout(view, deal.id, { to: holderOf(to), from: packet.body.from });
}

/** Mints are signed for the issuer (WAL-40), who need not be the sender: a packet of another's units is paid by transfers alone. */
function moneyAbout(
  view: LedgerView,
  id: VerifiedOf<'packet'>['id'],
  { to, from }: { readonly to: HolderId; readonly from: HolderId },
): ShareMoney | undefined {
  const mint = view.about(id, 'mint').find(({ body }) => body.to === to);
  const isIssued = mint !== undefined && view.find('unit', mint.body.unit)?.body.issuer === accountOfHolder(from);
  return isIssued ? mint : view.about(id, 'transfer').find(({ body }) => body.to === to && body.from === from);
}

/** Whether a transfer is a share of a packet that its payee claimed: it is taken without asking again (WSV-94). */
export function isClaimedShare(view: LedgerView, { body }: VerifiedOf<'transfer'>): boolean {
  const deal = body.why === 'packet' && body.of !== undefined ? view.find('deal', body.of)?.body : undefined;
  if (deal === undefined) return false;
  const packet = view.find('packet', deal.packet)?.body;
  const claim = view.find('claim', deal.claim)?.body;
  if (packet === undefined || claim === undefined) return false;
  const owed = [packet.unit, packet.from, holderOf(claim.who), deal.amount];
  return [body.unit, body.from, body.to, body.amount].every((each, place) => each === owed[place]);
}
