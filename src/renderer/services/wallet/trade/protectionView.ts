import type { AccountId } from '@shared/ids.ts';
import { sideOf } from '@domain/wallet/drafts/payments.ts';
import { type RecordId, accountOfHolder } from '@domain/wallet/ids.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { TransferStatus } from '@domain/wallet/unitView.ts';
import type { Dispute, Protection, ProtectionAct } from '../../workspace/walletTrade.ts';
import { unitView } from '../paymentView.ts';
import type { WalletPicture } from '../walletFollower.ts';
import type { TradeViewer } from './tradeViewer.ts';

const STAGES = {
  sent: 'waiting',
  held: 'held',
  cleared: 'paid',
  returned: 'returned',
  refused: 'refused',
} as const satisfies Record<TransferStatus, Protection['stage']>;

/** Nothing is decided yet. */
const OPEN: ReadonlySet<Protection['stage']> = new Set<Protection['stage']>(['waiting', 'held']);

/** Payments of one's own, or that one decides, which are protected or disputed; newest first (WSV-122). */
export function protectionsOf(picture: WalletPicture, viewer: TradeViewer): readonly Protection[] {
  const { ledger, serialOf } = picture;
  const all = [...ledger.units()].flatMap((book) =>
    [...book.transfers()].flatMap(
      ({ transfer, status }) => protectionView(picture, transfer, { viewer, status }) ?? [],
    ),
  );
  return all.sort((a, b) => serialOf(b.payment) - serialOf(a.payment));
}

function protectionView(
  { ledger, cameAt }: WalletPicture,
  transfer: VerifiedOf<'transfer'>,
  { viewer, status }: { readonly viewer: TradeViewer; readonly status: TransferStatus },
): Protection | null {
  const { id, body } = transfer;
  const unit = ledger.find('unit', body.unit);
  const disputes = disputesOf(ledger, id, cameAt);
  const side = sideIn(transfer, viewer.account);
  if (unit === undefined || side === null || (body.release === undefined && disputes.length === 0)) return null;
  const shown = {
    ...{ payment: id, unit: unitView(unit), amount: body.amount, side, disputes, at: cameAt(id) },
    from: accountOfHolder(body.from),
    to: accountOfHolder(body.to),
    rule: body.release ?? null,
    stage: STAGES[status],
    isDisputed: disputes.some(({ ruling }) => ruling === null),
  };
  return { ...shown, acts: actsFor(ledger, shown, viewer.account) };
}

function sideIn(transfer: VerifiedOf<'transfer'>, account: AccountId): Protection['side'] | null {
  const side = sideOf(transfer, account);
  return side ?? (transfer.body.release?.by === account ? 'judge' : null);
}

function disputesOf(ledger: Ledger, id: RecordId, cameAt: (id: RecordId) => number): readonly Dispute[] {
  const disputes = ledger.about(id, 'dispute').filter(({ body }) => body.ref === id);
  const views = disputes.map((dispute) => {
    const rulings = ledger.about(dispute.id, 'ruling');
    // To pay beats to return everywhere.
    const ruling = rulings.find(({ body }) => body.verdict === 'pay') ?? rulings[0];
    return {
      ...{ id: dispute.id, text: dispute.body.text, evidence: dispute.body.evidence, at: cameAt(dispute.id) },
      by: authorOf(ledger, dispute),
      ruling: ruling?.body.verdict ?? null,
    };
  });
  return views.sort((a, b) => a.at - b.at);
}

/** The party whose device signed it. */
function authorOf(ledger: Ledger, dispute: VerifiedOf<'dispute'>): AccountId {
  const transfer = ledger.find('transfer', dispute.body.ref);
  if (transfer === undefined) throw new TypeError('a dispute that counts is about a transfer that does');
  const [from, to] = [accountOfHolder(transfer.body.from), accountOfHolder(transfer.body.to)];
  return ledger.people.isSignedFor(dispute, from, 'any') ? from : to;
}

function actsFor(ledger: Ledger, shown: Omit<Protection, 'acts'>, account: AccountId): readonly ProtectionAct[] {
  const { rule, side, stage, disputes, isDisputed, payment } = shown;
  const isSaid = (type: 'release' | 'decline') => ledger.about(payment, type).length > 0;
  if (rule === null || !OPEN.has(stage) || isSaid('release') || isSaid('decline')) return [];
  const isJudge = rule.by === account;
  const isOwn = rule.by === 'payer' && side === 'payer';
  const open: Readonly<Record<ProtectionAct, boolean>> = {
    release: isOwn || (isJudge && !isDisputed),
    rule: isJudge && isDisputed,
    decline: side === 'payee',
    dispute: side !== 'judge' && !disputes.some(({ by, ruling }) => by === account && ruling === null),
  };
  return (['release', 'rule', 'decline', 'dispute'] as const).filter((act) => open[act]);
}
