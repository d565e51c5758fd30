import { availableOf } from '@domain/wallet/drafts/payments.ts';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import { spentOnDay } from '@domain/wallet/readings/pots.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { Pot } from '../../workspace/walletTrade.ts';
import { unitView } from '../paymentView.ts';
import type { WalletPicture } from '../walletFollower.ts';
import type { TradeViewer } from './tradeViewer.ts';

/** A pot of one's own that a person made; null for another's, or one that does not count (WSV-125). */
export function potView(
  { ledger, cameAt }: WalletPicture,
  { id }: VerifiedOf<'pot'>,
  { account, device, now }: TradeViewer,
): Pot | null {
  const pot = ledger.find('pot', id);
  if (pot?.body.account !== account || isOfPacket(ledger, id)) return null;
  const holder = holderOf(account, id);
  const { devices, to, notBefore, perDay } = pot.body.rule;
  const rows = [...ledger.units()].flatMap((book) => {
    const amount = book.balanceOf(holder);
    const isEmpty = amount === 0n && book.pendingOf(holder) === 0n;
    if (isEmpty) return [];
    const available = availableOf(ledger, book.unit.id, holder);
    const spentToday = spentOnDay(ledger, book, { id, holder, now });
    return [{ unit: unitView(book.unit), amount, available, spentToday }];
  });
  return {
    ...{ id, name: pot.body.name, rows, at: cameAt(id) },
    to: to ?? null,
    notBefore: notBefore ?? null,
    perDay: perDay ?? null,
    isThisDeviceOnly: devices?.length === 1 && devices[0] === device,
    isUsable: devices === undefined || devices.includes(device),
  };
}

/** A red packet of others' promises is dealt from a pot of its own (WSV-91): nobody fills or empties that by hand. */
function isOfPacket(ledger: Ledger, pot: RecordId): boolean {
  return ledger.about(pot, 'transfer').some(({ body }) => body.why === 'packet');
}
