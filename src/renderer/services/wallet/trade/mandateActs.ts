import type { AccountId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { payMandate } from '@domain/wallet/drafts/payments.ts';
import { type RecordId, accountOfHolder, holderOf } from '@domain/wallet/ids.ts';
import { isRevoked, placeFor } from '@domain/wallet/readings/mandates.ts';
import type { BodyOf, VerifiedOf } from '@domain/wallet/record.ts';
import type { NewMandate, WalletTradeActs } from '../../workspace/walletTrade.ts';
import type { Outcome, WorkspaceError } from '../../workspace/workspaceErrors.ts';
import { Turn } from '../../turn.ts';
import { allowancesFor } from './allowances.ts';
import type { Deeds } from './deeds.ts';

/** Payments that are allowed beforehand (WSV-123). */
export class MandateActs implements Pick<WalletTradeActs, 'createMandate' | 'revokeMandate' | 'payByMandate'> {
  private readonly deeds: Deeds;
  private readonly turn = new Turn();

  constructor(deeds: Deeds) {
    this.deeds = deeds;
  }

  readonly createMandate = (mandate: NewMandate): Outcome<{ mandate: RecordId }> =>
    // One after another: pressed twice, a program is allowed its sum once.
    this.deeds.do(() => this.turn.take(() => this.createNow(mandate)));

  private async createNow(mandate: NewMandate): Outcome<{ mandate: RecordId }> {
    const { deeds } = this;
    const fit = this.bodyFor(mandate);
    if (!fit.ok) return fit;
    const body = fit.value;
    const known = this.allowanceLike(mandate);
    if (known !== undefined) return ok({ mandate: known.id });
    const signed = await deeds.sign({ type: 'mandate', nonce: deeds.nonce(), body }, 'mandate-invalid');
    return signed.ok ? ok({ mandate: signed.value.id }) : signed;
  }

  /** What a mandate says, where it can be given. */
  bodyFor(mandate: NewMandate): Result<BodyOf<'mandate'>, WorkspaceError> {
    const { deeds } = this;
    const unit = deeds.view.find('unit', mandate.unit);
    if (unit === undefined) return fail('unit-missing', 'no such unit');
    if (!this.isFit(unit, mandate.payee)) return fail('mandate-invalid', 'not with this promise');
    if (mandate.pot !== undefined && deeds.view.find('pot', mandate.pot)?.body.account !== deeds.account) {
      return fail('pot-missing', 'no pot of one’s own');
    }
    return ok(bodyOf(mandate, deeds));
  }

  /** New units are nobody's order, and points go to their issuer alone (WAL-113). */
  private isFit({ body }: VerifiedOf<'unit'>, payee: AccountId): boolean {
    const { account } = this.deeds;
    return body.issuer !== account && payee !== account && (body.transferable || body.issuer === payee);
  }

  /** One that runs for the same program, payee and promise: a second one would add up to more than was read (WSV-173). */
  private allowanceLike({ scope, payee, unit, pot }: NewMandate): VerifiedOf<'mandate'> | undefined {
    if (scope.kind !== 'program' || pot !== undefined) return undefined;
    const { view, account } = this.deeds;
    const running = allowancesFor(view, { payer: account, payee, program: scope.id }, this.deeds.now());
    return running.find(({ body }) => body.unit === unit);
  }

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
      const sum = amount ?? mandate.body.perPayment;
      const place = placeFor(deeds.view, mandate, { now: deeds.now(), amount: sum });
      if (place === null) return fail('mandate-spent', 'not now, not so much, or paid already');
      const covered = deeds.covered(mandate.body.unit, sum, mandate.body.payer);
      return covered.ok ? deeds.order(payMandate(mandate, { ...place, amount: sum })) : covered;
    });

  private running(id: RecordId): VerifiedOf<'mandate'> | null {
    const mandate = this.deeds.view.find('mandate', id);
    const isOwn = mandate !== undefined && accountOfHolder(mandate.body.payer) === this.deeds.account;
    return isOwn && !isRevoked(this.deeds.view, id) ? mandate : null;
  }
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
