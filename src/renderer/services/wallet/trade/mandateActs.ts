import { fail, ok } from '@shared/result.ts';
import { payMandate } from '@domain/wallet/drafts/payments.ts';
import { type RecordId, accountOfHolder, holderOf } from '@domain/wallet/ids.ts';
import { isRevoked, orderedInPeriod, periodAt } from '@domain/wallet/readings/mandates.ts';
import type { BodyOf, VerifiedOf } from '@domain/wallet/record.ts';
import type { NewMandate, WalletTradeActs } from '../../workspace/walletTrade.ts';
import type { Outcome } from '../../workspace/workspaceErrors.ts';
import type { Deeds } from './deeds.ts';

/** Payments that are allowed beforehand (WSV-123). */
export class MandateActs implements Pick<WalletTradeActs, 'createMandate' | 'revokeMandate' | 'payByMandate'> {
  private readonly deeds: Deeds;

  constructor(deeds: Deeds) {
    this.deeds = deeds;
  }

  readonly createMandate = (mandate: NewMandate): Outcome<{ mandate: RecordId }> =>
    this.deeds.do(async () => {
      const { deeds } = this;
      const unit = deeds.view.find('unit', mandate.unit);
      if (unit === undefined) return fail('unit-missing', 'no such unit');
      // New units are nobody's order, and points go to their issuer alone (WAL-113).
      const isFit = unit.body.issuer !== deeds.account && mandate.payee !== deeds.account;
      const mayPass = unit.body.transferable || unit.body.issuer === mandate.payee;
      if (!isFit || !mayPass) return fail('mandate-invalid', 'not with this promise');
      if (mandate.pot !== undefined && deeds.view.find('pot', mandate.pot)?.body.account !== deeds.account) {
        return fail('pot-missing', 'no pot of one’s own');
      }
      const body = bodyOf(mandate, deeds);
      const signed = await deeds.sign({ type: 'mandate', nonce: deeds.nonce(), body }, 'mandate-invalid');
      return signed.ok ? ok({ mandate: signed.value.id }) : signed;
    });

  readonly revokeMandate = (id: RecordId): Outcome =>
    this.deeds.do(async () => {
      if (this.running(id) === null) return fail('mandate-missing', 'none that runs');
      const body = { mandate: id };
      const said = await this.deeds.sign({ type: 'revoke', nonce: this.deeds.nonce(), body }, 'mandate-missing');
      return said.ok ? ok() : said;
    });

  readonly payByMandate = (id: RecordId, amount?: bigint): Outcome<{ payment: RecordId }> =>
    this.deeds.do(async () => {
      const { deeds } = this;
      const mandate = this.running(id);
      if (mandate === null) return fail('mandate-missing', 'none that runs');
      const period = periodAt(mandate.body, deeds.now());
      const sum = amount ?? mandate.body.perPayment;
      if (period === null || sum > mandate.body.perPayment) return fail('mandate-spent', 'not now, or not so much');
      const before = orderedInPeriod(deeds.view, mandate, period);
      const index = freePlace(before.places, mandate.body.perPeriodCount ?? 1);
      if (index === null || before.sum + sum > mandate.body.perPeriod) return fail('mandate-spent', 'paid already');
      const covered = deeds.covered(mandate.body.unit, sum, mandate.body.payer);
      return covered.ok ? deeds.order(payMandate(mandate, { period, index, amount: sum })) : covered;
    });

  private running(id: RecordId): VerifiedOf<'mandate'> | null {
    const mandate = this.deeds.view.find('mandate', id);
    const isOwn = mandate !== undefined && accountOfHolder(mandate.body.payer) === this.deeds.account;
    return isOwn && !isRevoked(this.deeds.view, id) ? mandate : null;
  }
}

function freePlace(taken: ReadonlySet<number>, places: number): number | null {
  for (let index = 0; index < places; index += 1) if (!taken.has(index)) return index;
  return null;
}

function bodyOf(mandate: NewMandate, deeds: Deeds): BodyOf<'mandate'> {
  const { payee, unit, perPayment, perPeriod, period, perPeriodCount, count, start, end, scope, pot } = mandate;
  return {
    payer: deeds.holder(pot),
    payee: holderOf(payee),
    unit,
    perPayment,
    perPeriod: perPeriod ?? perPayment,
    period,
    start: start ?? deeds.now(),
    scope,
    ...(perPeriodCount === undefined ? {} : { perPeriodCount }),
    ...(count === undefined ? {} : { count }),
    ...(end === undefined ? {} : { end }),
  };
}
