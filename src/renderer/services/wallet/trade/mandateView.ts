import { availableOf } from '@domain/wallet/drafts/payments.ts';
import { accountOfHolder, potOfHolder } from '@domain/wallet/ids.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import { isTaken } from '@domain/wallet/readings/lineOf.ts';
import {
  duePeriods,
  isRevoked,
  nextPeriodAt,
  paidInPeriod,
  periodAt,
  periodStart,
} from '@domain/wallet/readings/mandates.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { Mandate } from '../../workspace/walletTrade.ts';
import { unitView } from '../paymentView.ts';
import type { WalletPicture } from '../walletFollower.ts';
import { isAutomatic } from './standingOrders.ts';
import type { TradeViewer } from './tradeViewer.ts';

/** A mandate one gave or was given; null for anything else (WSV-123). */
export function mandateView(
  { ledger, cameAt, serialOf }: WalletPicture,
  { id }: VerifiedOf<'mandate'>,
  { account, now }: TradeViewer,
): Mandate | null {
  const mandate = ledger.find('mandate', id);
  const unit = mandate === undefined ? undefined : ledger.find('unit', mandate.body.unit);
  if (mandate === undefined || unit === undefined) return null;
  const { body } = mandate;
  const [payer, payee] = [accountOfHolder(body.payer), accountOfHolder(body.payee)];
  if (payer !== account && payee !== account) return null;
  const uses = ledger.about(id, 'transfer').filter((transfer) => transfer.body.mandate?.id === id);
  const taken = uses.filter((transfer) => isTaken(ledger, transfer.id));
  const { perPayment, perPeriod, period, start, scope } = body;
  const current = periodAt(body, now);
  return {
    ...{ id, payer, payee, perPayment, perPeriod, period, start, scope, at: cameAt(id) },
    own: payer === account,
    pot: potOfHolder(body.payer),
    unit: unitView(unit),
    perPeriodCount: body.perPeriodCount ?? 1,
    count: body.count ?? null,
    end: body.end ?? null,
    isAutomatic: isAutomatic(mandate),
    ...progressOf(ledger, mandate, now),
    paid: taken.reduce((sum, transfer) => sum + transfer.body.amount, 0n),
    paidNow: current === null ? 0n : paidInPeriod(ledger, mandate, current).sum,
    payments: uses.map((transfer) => transfer.id).sort((a, b) => serialOf(b) - serialOf(a)),
  };
}

function progressOf(ledger: Ledger, mandate: VerifiedOf<'mandate'>, now: number): Pick<Mandate, 'stage' | 'nextDue'> {
  const { body } = mandate;
  if (isRevoked(ledger, mandate.id)) return { stage: 'stopped', nextDue: null };
  const next = nextPeriodAt(body, now);
  const isOver = next === null && periodAt(body, now) === null;
  if (!isAutomatic(mandate)) return { stage: isOver ? 'over' : 'running', nextDue: null };
  const [due] = duePeriods(ledger, mandate, now);
  if (due === undefined) return { stage: next === null ? 'over' : 'running', nextDue: next };
  const isShort = availableOf(ledger, body.unit, body.payer) < body.perPayment;
  return { stage: isShort ? 'short' : 'running', nextDue: periodStart(body, due.period) };
}
