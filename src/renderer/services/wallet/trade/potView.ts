import { availableOf } from '@domain/wallet/drafts/payments.ts';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import { spentOnDay } from '@domain/wallet/readings/pots.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { Pot } from '../../workspace/walletTrade.ts';
import { unitView } from '../paymentView.ts';
import type { WalletPicture } from '../walletFollower.ts';
import { isLeftBehind, packetOfPot } from './leftPots.ts';
import type { TradeViewer } from './tradeViewer.ts';

/**
 * A pot of one's own; null for another's, or one that does not count (WSV-125). That of a red packet is shown only where money is left in it that the
 * packet's dealer does not, or may not, bring back by itself (WSV-97).
 */
export function potView(
  { ledger, cameAt }: WalletPicture,
  { id }: VerifiedOf<'pot'>,
  { account, device, now }: TradeViewer,
): Pot | null {
  const pot = ledger.find('pot', id);
  if (pot?.body.account !== account) return null;
  const rows = rowsOf(ledger, pot, now);
  const uses = usesOf(ledger, pot, device);
  const isOfPacket = isPotOfPacket(ledger, id);
  const isStuck = rows.some(({ amount }) => amount > 0n) && (uses.isLeftBehind || isOver(ledger, id, now));
  if (isOfPacket && (uses.isUsable || !isStuck)) return null;
  return { id, name: pot.body.name, rows, at: cameAt(id), ...boundsOf(pot), ...uses, isOfPacket };
}

type Uses = Pick<Pot, 'isUsable' | 'isThisDeviceOnly' | 'isLeftBehind'>;

function usesOf(ledger: Ledger, pot: VerifiedOf<'pot'>, device: TradeViewer['device']): Uses {
  const { devices } = pot.body.rule;
  const isUsable = devices === undefined || devices.includes(device);
  const isThisDeviceOnly = isUsable && devices?.length === 1;
  return { isUsable, isThisDeviceOnly, isLeftBehind: isLeftBehind(ledger, pot) };
}

function boundsOf({ body }: VerifiedOf<'pot'>): Pick<Pot, 'to' | 'notBefore' | 'perDay'> {
  const { to = null, notBefore = null, perDay = null } = body.rule;
  return { to, notBefore, perDay };
}

function rowsOf(ledger: Ledger, { id, body }: VerifiedOf<'pot'>, now: number): Pot['rows'] {
  const holder = holderOf(body.account, id);
  return [...ledger.units()].flatMap((book) => {
    const amount = book.balanceOf(holder);
    const isEmpty = amount === 0n && book.pendingOf(holder) === 0n;
    if (isEmpty) return [];
    const available = availableOf(ledger, book.unit.id, holder);
    const spentToday = spentOnDay(ledger, book, { id, holder, now });
    return [{ unit: unitView(book.unit), amount, available, spentToday }];
  });
}

/** A red packet of others' promises is dealt from a pot of its own (WSV-91): nobody fills or empties that by hand. */
function isPotOfPacket(ledger: Ledger, pot: RecordId): boolean {
  return ledger.about(pot, 'transfer').some(({ body }) => body.why === 'packet');
}

function isOver(ledger: Ledger, pot: RecordId, now: number): boolean {
  const packet = packetOfPot(ledger, pot);
  return packet === undefined || now > packet.body.until;
}
