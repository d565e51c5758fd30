import { type OfferedNet, offeredNet } from '@domain/wallet/drafts/nets.ts';
import { lineOf } from '@domain/wallet/readings/lineOf.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { Net } from '../../workspace/walletTrade.ts';
import { unitView } from '../paymentView.ts';
import type { WalletPicture } from '../walletFollower.ts';
import type { TradeViewer } from './tradeViewer.ts';

/** A net of one's own; null for anything else (WSV-120). */
export function netView(picture: WalletPicture, net: VerifiedOf<'net'>, { account }: TradeViewer): Net | null {
  const { ledger, cameAt } = picture;
  const offered = offeredNet(ledger, net);
  if (offered === null || (offered.by !== account && offered.to !== account)) return null;
  const own = offered.by === account;
  const halves = [offered.offer.body, offered.answer.body].map((body) => {
    const unit = ledger.find('unit', body.unit);
    return unit === undefined ? null : { unit: unitView(unit), amount: body.amount };
  });
  const [first, second] = own ? halves : halves.toReversed();
  if (first === null || first === undefined || second === null || second === undefined) return null;
  return {
    id: net.id,
    offer: offered.offer.id,
    person: own ? offered.to : offered.by,
    own,
    claim: first,
    debt: second,
    note: net.body.note,
    at: cameAt(net.id),
    stage: stageOf(picture, offered),
  };
}

function stageOf({ ledger }: WalletPicture, { offer, answerId }: OfferedNet): Net['stage'] {
  const statuses = [offer.id, answerId].map((id) => lineOf(ledger, id)?.line.status);
  if (statuses.every((status) => status === 'cleared')) return 'done';
  const hasEnded = statuses.some((status) => status === 'refused' || status === 'returned');
  if (hasEnded || ledger.about(offer.id, 'decline').length > 0) return 'ended';
  if (statuses[1] !== undefined) return 'agreed';
  return ledger.about(offer.id, 'cancel').length > 0 ? 'withdrawn' : 'offered';
}
