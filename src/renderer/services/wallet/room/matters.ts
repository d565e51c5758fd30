import type { AccountId } from '@shared/ids.ts';
import { accountOfHolder } from '@domain/wallet/ids.ts';
import { sentBackOf } from '@domain/wallet/readings/answers.ts';
import { orderOf } from '@domain/wallet/readings/orders.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { Matter } from '../../workspace/walletRoom.ts';
import { settlementsOf } from '../codeReads.ts';
import { paymentView, unitView } from '../paymentView.ts';
import { agreementView } from '../trade/agreementView.ts';
import { netView } from '../trade/netView.ts';
import type { TradeViewer } from '../trade/tradeViewer.ts';
import type { WalletPicture } from '../walletFollower.ts';

/** What waits for one's own word, newest first (WSV-75). Strangers ask for nobody's attention. */
export function mattersOf(
  picture: WalletPicture,
  viewer: TradeViewer,
  isContact: (account: AccountId) => boolean,
): readonly Matter[] {
  const found: Matter[] = [...arrivals(picture, viewer), ...settlements(picture, viewer)];
  for (const record of picture.ledger.records()) {
    // Half signed it counts for nothing yet, and is just what waits.
    if (record.type === 'net') found.push(...offer(picture, record, viewer));
    if (record.type === 'agree') found.push(...proposal(picture, record, viewer));
    const request = record.type === 'request' ? picture.ledger.find('request', record.id) : undefined;
    if (request !== undefined) found.push(...asked(picture, request, viewer));
  }
  const { serialOf } = picture;
  return found.filter(({ person }) => isContact(person)).sort((a, b) => serialOf(b.id) - serialOf(a.id));
}

function offer(picture: WalletPicture, net: VerifiedOf<'net'>, viewer: TradeViewer): readonly Matter[] {
  const view = netView(picture, net, viewer);
  if (view === null || view.own || view.stage !== 'offered') return [];
  return [{ kind: 'net', id: view.id, person: view.person, amount: view.claim.amount, money: view.claim.unit }];
}

function proposal(picture: WalletPicture, record: VerifiedOf<'agree'>, viewer: TradeViewer): readonly Matter[] {
  const view = agreementView(picture, record, viewer);
  if (view === null || view.own || view.stage !== 'proposed') return [];
  return [{ kind: 'agreement', id: view.id, person: view.person, amount: view.balance, money: view.unit }];
}

/** A request to oneself that nothing one gave answers yet. By invoice one pays elsewhere, which no record here tells of. */
function asked(
  { ledger }: WalletPicture,
  { id, body }: VerifiedOf<'request'>,
  { account, now }: TradeViewer,
): readonly Matter[] {
  const [first] = body.units;
  const unit = first === undefined ? undefined : ledger.find('unit', first);
  if (body.payer !== account || body.hash !== undefined || unit === undefined) return [];
  if (orderOf(ledger, id, now)?.stage !== 'asked') return [];
  const isPromised = ledger.about(id, 'mint').some((mint) => {
    const issuer = ledger.find('unit', mint.body.unit)?.body.issuer;
    return issuer === account && sentBackOf(ledger, mint.id) < mint.body.amount;
  });
  const person = accountOfHolder(body.payee);
  if (isPromised || person === account) return [];
  return [{ kind: 'request', id, person, amount: body.amount ?? null, money: unitView(unit) }];
}

function settlements(picture: WalletPicture, { account }: TradeViewer): readonly Matter[] {
  return settlementsOf(picture, account).flatMap(({ id, side, debtor, unit, amount, confirmed, underWay }) => {
    const isOpen = side === 'creditor' && confirmed + underWay < amount;
    return isOpen ? [{ kind: 'settlement' as const, id, person: debtor, amount, money: unit }] : [];
  });
}

/** What is on its way to oneself, and is not taken without one's word. */
function arrivals(picture: WalletPicture, { account }: TradeViewer): readonly Matter[] {
  return [...picture.ledger.units()].flatMap((book) =>
    [...book.transfers()].flatMap(({ status, transfer }) => {
      const isOpen = status === 'sent' || status === 'held';
      if (!isOpen || accountOfHolder(transfer.body.to) !== account) return [];
      const payment = paymentView(picture, account, transfer.id);
      if (payment === null || !payment.acts.includes('accept')) return [];
      const { id, from, amount, unit } = payment;
      return [{ kind: 'payment' as const, id, person: from, amount, money: unit }];
    }),
  );
}
