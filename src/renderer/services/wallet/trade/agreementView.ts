import { changeOf, foundBalance, repairOf } from '@domain/wallet/drafts/agreements.ts';
import { draftId } from '@domain/wallet/envelope.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import { agreementsBetween, sidesOf, stageOfAgreement } from '@domain/wallet/readings/agreements.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { Agreement } from '../../workspace/walletAgreements.ts';
import { unitView } from '../paymentView.ts';
import type { WalletPicture } from '../walletFollower.ts';
import type { TradeViewer } from './tradeViewer.ts';

/** An agreement of one's own, or a proposal; null for anything else (WSV-127). */
export function agreementView(
  { ledger, cameAt }: WalletPicture,
  record: VerifiedOf<'agree'>,
  { account }: TradeViewer,
): Agreement | null {
  const agreement = ledger.find('agree', record.id);
  const sides = agreement === undefined ? null : sidesOf(ledger, agreement);
  const unit = ledger.find('unit', record.body.unit);
  if (agreement === undefined || sides === null || unit === undefined) return null;
  if (sides.issuer !== account && sides.holder !== account) return null;
  const { id, body } = agreement;
  const stage = stageOfAgreement(ledger, agreement, agreementsBetween(ledger, body));
  const mine = foundBalance(ledger, body.unit, sides.holder);
  const found = body.found ?? body.balance;
  const isClaim = sides.holder === account;
  return {
    ...{ id, unit: unitView(unit), isClaim, found, balance: body.balance, change: changeOf(body), stage },
    person: isClaim ? sides.issuer : sides.holder,
    own: isProposedBy(ledger, agreement, account),
    mine,
    repair: repairIn(ledger, agreement),
    at: cameAt(id),
  };
}

/** Who proposed it has signed it while the other has not. Of what both signed that is not told, and no matter. */
function isProposedBy(ledger: Ledger, agreement: VerifiedOf<'agree'>, account: TradeViewer['account']): boolean {
  const { a, b } = agreement.body;
  const isSigned = (who: typeof a) => ledger.people.isSignedFor(agreement, who, 'any');
  return isSigned(account) && !(isSigned(a) && isSigned(b));
}

function repairIn(ledger: Ledger, agreement: VerifiedOf<'agree'>): RecordId | null {
  const repair = repairOf(ledger, agreement);
  const id = repair === null ? null : draftId(repair.draft);
  return id === null || ledger.record(id) === undefined ? null : id;
}
