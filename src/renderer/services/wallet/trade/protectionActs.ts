import { fail, ok } from '@shared/result.ts';
import { payRequest, sideOf } from '@domain/wallet/drafts/payments.ts';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import { standingAnswers } from '@domain/wallet/readings/answers.ts';
import type { Draft, VerifiedOf } from '@domain/wallet/record.ts';
import type { NewProtectedPayment, WalletTradeActs } from '../../workspace/walletTrade.ts';
import type { Outcome } from '../../workspace/workspaceErrors.ts';
import { Presses } from '../presses.ts';
import type { Deeds, Made } from './deeds.ts';

type Acts = Pick<WalletTradeActs, 'payProtected' | 'releasePayment' | 'disputePayment' | 'ruleDispute'>;

/** Amounts that are set aside until someone lets them go, and disputes about them (WSV-122). */
export class ProtectionActs implements Acts {
  private readonly deeds: Deeds;
  private readonly presses: Presses;

  constructor(deeds: Deeds) {
    this.deeds = deeds;
    this.presses = new Presses(deeds.parts);
  }

  readonly payProtected = (payment: NewProtectedPayment): Outcome<{ payment: RecordId }> =>
    this.deeds.do(async () => {
      const { deeds } = this;
      const unit = deeds.view.find('unit', payment.unit);
      if (unit === undefined) return fail('unit-missing', 'no such unit');
      // An issuer would set aside its own promise towards itself: it decides alone either way.
      const isFit = unit.body.transferable && unit.body.issuer !== payment.to && unit.body.issuer !== deeds.account;
      const isJudgeApart = payment.by !== payment.to && payment.by !== deeds.account;
      if (!isFit || !isJudgeApart || payment.autoAfter <= deeds.now()) return fail('protection-unfit', 'not here');
      const { to, by, autoAfter, onTimeout, request, amount, intent } = payment;
      const terms = [to, by, autoAfter, onTimeout, request ?? ''].join(' ');
      return this.presses.onceOf({ to: terms, unit: unit.id, amount, intent }, 'protected', {
        find: (nonce) => this.presses.payment(nonce) ?? this.answerTo(request),
        make: (nonce) => this.order(payment, nonce),
      });
    });

  readonly releasePayment = (id: RecordId): Outcome =>
    this.deeds.do(async () => {
      const transfer = this.openTransfer(id);
      const by = transfer?.body.release?.by;
      const isMine = by === this.deeds.account || (by === 'payer' && this.sideIn(transfer) === 'payer');
      if (transfer === undefined || !isMine) return fail('payment-missing', 'not one’s own to let go');
      const said = await this.deeds.sign(
        { type: 'release', nonce: this.deeds.nonce(), body: { ref: id } },
        'payment-missing',
      );
      return said.ok ? ok() : said;
    });

  readonly disputePayment = (id: RecordId, text: string, evidence: readonly RecordId[] = []) =>
    this.deeds.do(async (): Outcome<{ dispute: RecordId }> => {
      const transfer = this.deeds.view.find('transfer', id);
      if (transfer === undefined || this.sideIn(transfer) === null) return fail('payment-missing', 'not one’s own');
      const body = { ref: id, text: text.trim(), evidence };
      const said = await this.deeds.sign({ type: 'dispute', nonce: this.deeds.nonce(), body }, 'dispute-invalid');
      return said.ok ? ok({ dispute: said.value.id }) : said;
    });

  readonly ruleDispute = (id: RecordId, verdict: 'pay' | 'return'): Outcome =>
    this.deeds.do(async () => {
      const dispute = this.deeds.view.find('dispute', id);
      const transfer = dispute === undefined ? undefined : this.openTransfer(dispute.body.ref);
      if (transfer?.body.release?.by !== this.deeds.account) return fail('dispute-missing', 'not one’s own to decide');
      const body = { ref: id, verdict };
      const said = await this.deeds.sign({ type: 'ruling', nonce: this.deeds.nonce(), body }, 'dispute-missing');
      return said.ok ? ok() : said;
    });

  private async order(payment: NewProtectedPayment, nonce: Uint8Array): Outcome<{ payment: RecordId }> {
    const draft = this.draftOf(payment, nonce);
    if (!draft.ok) return draft;
    const covered = this.deeds.covered(payment.unit, draft.value.body.amount);
    return covered.ok ? this.deeds.order(draft.value) : covered;
  }

  private answerTo(request: RecordId | undefined): { payment: RecordId } | null {
    const [payment] = request === undefined ? [] : standingAnswers(this.deeds.view, request, this.deeds.account);
    return payment === undefined ? null : { payment };
  }

  private draftOf(payment: NewProtectedPayment, nonce: Uint8Array): Made<Draft<'transfer'>> {
    const { to, unit, amount, by, autoAfter, onTimeout, request } = payment;
    const rule = { mode: 'hold', until: autoAfter, release: { by, autoAfter, onTimeout } } as const;
    if (request === undefined) {
      const body = { unit, from: this.deeds.holder(), to: holderOf(to), amount, ...rule };
      return ok({ type: 'transfer', nonce, body });
    }
    const asked = this.deeds.view.find('request', request);
    const isAsked = asked?.body.units.includes(unit) === true && asked.body.payee === holderOf(to);
    const draft = isAsked ? payRequest(asked, { from: this.deeds.holder(), unit, amount }) : null;
    if (draft?.ok !== true) return fail('request-missing', 'not asked for');
    return ok({ ...draft.value, body: { ...draft.value.body, ...rule } });
  }

  private sideIn(transfer: VerifiedOf<'transfer'> | undefined) {
    return transfer === undefined ? null : sideOf(transfer, this.deeds.account);
  }

  private openTransfer(id: RecordId): VerifiedOf<'transfer'> | undefined {
    const transfer = this.deeds.view.find('transfer', id);
    const status = transfer === undefined ? undefined : this.deeds.view.unit(transfer.body.unit)?.transfer(id)?.status;
    return status === 'sent' || status === 'held' ? transfer : undefined;
  }
}
