import type { AccountId, DeviceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { isAmount } from '@domain/wallet/amount.ts';
import { availableOf, depositOf, payRequest, refundNonce, refundOf, sideOf } from '@domain/wallet/drafts/payments.ts';
import { encodeRecord } from '@domain/wallet/envelope.ts';
import { Misfit } from '@domain/wallet/fields.ts';
import { lapseAfter } from '@domain/wallet/lapse.ts';
import { type RecordId, type UnitId, holderOf } from '@domain/wallet/ids.ts';
import type { UnitNote } from '@domain/wallet/keptRecords.ts';
import { canAnswer, standingAnswers } from '@domain/wallet/readings/answers.ts';
import { refundSerial } from '@domain/wallet/readings/refunds.ts';
import type { BodyOf, Draft, VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import { mintFlaw } from '@domain/wallet/rules/unitRules.ts';
import type { TransferLine } from '@domain/wallet/unitView.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { PaymentCard } from '../workspace/walletViews.ts';
import type { NewPayment, NewRequest, NewUnit, PaymentActs } from '../workspace/walletWorkspace.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import { randomNonce } from './nonce.ts';
import type { OwnSigner } from './ownSigner.ts';
import { Presses } from './presses.ts';
import type { WaitingPayments } from './safety/waitingPayments.ts';
import type { UnitNotes } from './unitNotes.ts';
import type { WalletBook } from './walletBook.ts';

/** How long a payment or a request may be taken unless said, ms. */
export const USUAL_TERM = 24 * 3_600_000;

/** What the acts work with. */
export interface WalletActParts {
  readonly book: WalletBook;
  readonly signer: OwnSigner;
  readonly notes: UnitNotes;
  readonly waiting: Pick<WaitingPayments, 'tellOf'>;
  readonly clock: Clock;
  readonly random: Random;
  /** Devices that can see a book: of a contact, and of oneself other ones than this. */
  readonly devicesOf: (account: AccountId) => readonly DeviceId[];
  /** Resolves when what is kept has been read and compared: nothing is signed before (WSV-4). */
  readonly ready: () => Promise<Result<void, WorkspaceError>>;
}

type Made<T> = Result<T, WorkspaceError>;

/** What a person does with the wallet (WSV-50, WSV-51): each signs one thing, keeps it, and only then it is told. */
export class OwnWalletActs implements PaymentActs {
  private readonly parts: WalletActParts;
  private readonly presses: Presses;

  constructor(parts: WalletActParts) {
    this.parts = parts;
    this.presses = new Presses(parts);
  }

  readonly createUnit = async (unit: NewUnit, witnesses: readonly AccountId[]): Outcome<{ unit: UnitId }> => {
    const { signer, book, devicesOf } = this.parts;
    const draft: Draft<'unit'> = { type: 'unit', nonce: this.nonce(), body: { ...unit, issuer: signer.self.account } };
    const sound = await this.sound(draft, 'unit-invalid');
    if (!sound.ok) return sound;
    const founded = await signer.seal(draft);
    const body = {
      unit: founded.id,
      epoch: 1,
      clerk: signer.self.device,
      witnesses: [...new Set(witnesses.flatMap((account) => devicesOf(account).slice(0, 1)))],
    };
    const first = await signer.seal({ type: 'book', nonce: this.nonce(), body });
    const kept = await book.commit({ records: [founded, first] });
    return kept.ok ? ok({ unit: founded.id }) : { ok: false, error: storeFailure(kept.error) };
  };

  readonly promiseUnits = async (promise: Omit<NewPayment, 'until'>): Outcome<{ payment: RecordId }> => {
    const { to, unit, amount } = promise;
    const own = await this.ownUnit(unit);
    if (!own.ok) return own;
    return this.presses.once(promise, 'promise', (nonce) =>
      this.tellingLater(
        promise,
        nonce,
        this.payment({ type: 'mint', nonce, body: this.mintBody(own.value, to, amount) }),
      ),
    );
  };

  readonly payUnits = async (payment: NewPayment): Outcome<{ payment: RecordId }> => {
    const ready = await this.parts.ready();
    return ready.ok ? this.presses.once(payment, this.holder, (nonce) => this.payNow(payment, nonce)) : ready;
  };

  private async payNow(
    { to, unit, amount, until, card }: NewPayment,
    nonce: Uint8Array,
  ): Outcome<{ payment: RecordId }> {
    const covered = this.covered(unit, amount);
    if (!covered.ok) return covered;
    const term = until ?? this.parts.clock.now() + USUAL_TERM;
    const body = { unit, from: this.holder, to: holderOf(to), amount, until: term, mode: 'now' as const };
    return this.tellingLater({ card }, nonce, this.payment({ type: 'transfer', nonce, body }));
  }

  /** Remembers what is told of it where it leaves later; what cannot be remembered is not told. */
  private async tellingLater<T>(
    { card }: { readonly card?: PaymentCard | undefined },
    nonce: Uint8Array,
    made: Outcome<T>,
  ): Outcome<T> {
    const outcome = await made;
    if (!outcome.ok && outcome.error.code === 'payment-waits' && card !== undefined)
      await this.parts.waiting.tellOf(nonce, card);
    return outcome;
  }

  readonly askPayment = async (asked: NewRequest): Outcome<{ request: RecordId }> => {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const units = asked.units.map((unit) => this.parts.book.view.find('unit', unit));
    const decimals = units[0]?.body.decimals;
    const isOne = decimals !== undefined && units.every((unit) => unit?.body.decimals === decimals);
    if (!isOne) return fail('unit-missing', 'not units of one number of decimals');
    const { memo, payer, amount } = asked;
    const body: BodyOf<'request'> = {
      payee: this.holder,
      units: asked.units,
      decimals,
      memo,
      until: asked.until ?? this.parts.clock.now() + USUAL_TERM,
      single: true,
      payer,
      ...(amount === undefined ? {} : { amount }),
    };
    const signed = await this.signed({ type: 'request', nonce: this.nonce(), body });
    return signed.ok ? ok({ request: signed.value.id }) : signed;
  };

  readonly payRequest = async (id: RecordId, unit: UnitId, amount?: bigint): Outcome<{ payment: RecordId }> => {
    const ready = await this.parts.ready();
    const { view } = this.parts.book;
    const request = view.find('request', id);
    if (!ready.ok) return ready;
    const payer = this.parts.signer.self.account;
    if (request === undefined || !canAnswer(view, request, { unit, payer }))
      return fail('request-missing', 'not asked');
    // With another unit it would be another payment, and paid twice.
    const [paid] = standingAnswers(view, id, payer);
    if (paid !== undefined) return ok({ payment: paid });
    const draft = payRequest(request, { from: this.holder, unit, ...(amount === undefined ? {} : { amount }) });
    if (!draft.ok) return fail('amount-invalid', draft.error.message);
    const { nonce, body } = draft.value;
    const own = view.find('unit', unit);
    if (own?.body.issuer === payer) {
      const mint = { unit, to: body.to, amount: body.amount, why: 'request', req: id } as const;
      // Counted from what the request says, so that two devices make one record.
      return this.payment({ type: 'mint', nonce, body: { ...mint, ...lapseAfter(own, body.until) } });
    }
    const covered = this.covered(unit, body.amount);
    return covered.ok ? this.payment(draft.value) : covered;
  };

  readonly acceptPayment = (id: RecordId): Outcome => this.about(id, 'payee', () => depositOf(id));

  readonly declinePayment = (id: RecordId): Outcome =>
    this.about(id, 'payee', () => ({ type: 'decline', nonce: this.nonce(), body: { ref: id } }));

  readonly cancelPayment = (id: RecordId): Outcome =>
    this.about(id, 'payer', () => ({ type: 'cancel', nonce: this.nonce(), body: { ref: id } }));

  readonly sendBackUnits = async (id: RecordId, amount: bigint, intent?: string): Outcome<{ payment: RecordId }> => {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const { view } = this.parts.book;
    const got = view.find('mint', id) ?? view.find('transfer', id);
    const unit = got === undefined ? undefined : view.find('unit', got.body.unit);
    if (unit === undefined || got?.body.to !== this.holder) return fail('payment-missing', 'nothing to send back');
    return this.presses.once({ to: id, unit: unit.id, amount, intent }, 'send-back', async (nonce) => {
      const covered = this.covered(unit.id, amount);
      if (!covered.ok) return covered;
      const until = this.parts.clock.now() + USUAL_TERM;
      const what = { unit: unit.id, from: this.holder, to: holderOf(unit.body.issuer), amount, until } as const;
      return this.payment({ type: 'transfer', nonce, body: { ...what, mode: 'now', why: 'decline', of: id } });
    });
  };

  readonly refundPayment = async (id: RecordId, amount: bigint, serial?: number): Outcome<{ payment: RecordId }> => {
    const line = await this.line(id, 'payee');
    if (!line.ok) return line;
    const { transfer, status } = line.value;
    if (status !== 'cleared' || !isAmount(amount)) return fail('payment-settled', 'nothing was received');
    return this.presses.onceBy(refundNonce(id, serial ?? refundSerial(this.parts.book.view, id)), {
      find: (nonce) => this.paidAs(nonce, amount),
      make: () => this.refund(transfer, amount),
    });
  };

  private async refund(transfer: VerifiedOf<'transfer'>, amount: bigint): Outcome<{ payment: RecordId }> {
    const { view } = this.parts.book;
    const draft = refundOf(view, transfer, { amount, serial: refundSerial(view, transfer.id) });
    if (draft.ok) return this.payment(draft.value);
    return draft.error.code === 'refund-too-large'
      ? fail('refund-too-large', draft.error.message)
      : fail('unit-missing', draft.error.message);
  }

  /** What was paid with a nonce, if it was that much. */
  private paidAs(nonce: Uint8Array, amount: bigint): { payment: RecordId } | null {
    const paid = this.presses.payment(nonce);
    const { view } = this.parts.book;
    const record = paid === null ? undefined : (view.find('mint', paid.payment) ?? view.find('transfer', paid.payment));
    return record?.body.amount === amount ? paid : null;
  }

  readonly noteUnit = async (unit: UnitId, change: Partial<Omit<UnitNote, 'unit'>>): Outcome => {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    if (this.parts.book.view.find('unit', unit) === undefined) return fail('unit-missing', 'no such unit');
    const kept = await this.parts.notes.change(unit, change);
    return kept.ok ? ok() : { ok: false, error: storeFailure(kept.error) };
  };

  private get holder() {
    return holderOf(this.parts.signer.self.account);
  }

  private nonce(): Uint8Array {
    return randomNonce(this.parts.random);
  }

  private async ownUnit(id: UnitId): Promise<Made<VerifiedOf<'unit'>>> {
    const ready = await this.parts.ready();
    const unit = this.parts.book.view.find('unit', id);
    if (!ready.ok) return ready;
    const isMine = unit?.body.issuer === this.parts.signer.self.account;
    return unit !== undefined && isMine ? ok(unit) : fail('unit-missing', 'not a unit of one’s own');
  }

  private mintBody(unit: VerifiedOf<'unit'>, to: AccountId, amount: bigint): BodyOf<'mint'> {
    return { unit: unit.id, to: holderOf(to), amount, ...lapseAfter(unit, this.parts.clock.now()) };
  }

  private covered(unit: UnitId, amount: bigint): Made<void> {
    if (!isAmount(amount)) return fail('amount-invalid', 'not an amount');
    if (this.parts.book.view.find('unit', unit) === undefined) return fail('unit-missing', 'no such unit');
    const available = availableOf(this.parts.book.view, unit, this.holder);
    return amount <= available ? ok() : fail('payment-not-enough', 'more than there is');
  }

  private async line(id: RecordId, side: 'payer' | 'payee'): Promise<Made<TransferLine>> {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const { book, signer } = this.parts;
    const transfer = book.view.find('transfer', id);
    const line = transfer === undefined ? undefined : book.view.unit(transfer.body.unit)?.transfer(id);
    const isMine = transfer !== undefined && sideOf(transfer, signer.self.account) === side;
    return line !== undefined && isMine ? ok(line) : fail('payment-missing', 'no such payment');
  }

  /** A word about a payment that is still open. */
  private async about(
    id: RecordId,
    side: 'payer' | 'payee',
    draft: () => Draft<'deposit' | 'decline' | 'cancel'>,
  ): Outcome {
    const line = await this.line(id, side);
    if (!line.ok) return line;
    const isOpen = line.value.status === 'sent' || (line.value.status === 'held' && side === 'payee');
    if (!isOpen) return fail('payment-settled', line.value.status);
    const signed = await this.signed(draft());
    return signed.ok ? ok() : signed;
  }

  private async payment(draft: Draft<'mint'> | Draft<'transfer'>): Outcome<{ payment: RecordId }> {
    const unit = this.parts.book.view.find('unit', draft.body.unit);
    // Shown as paid it would come to nothing.
    const flaw = draft.type === 'mint' && unit !== undefined ? mintFlaw(draft.body, unit) : null;
    if (flaw !== null) return fail('unit-missing', flaw);
    const signed = await this.signed<'mint' | 'transfer'>(draft);
    return signed.ok ? ok({ payment: signed.value.id }) : signed;
  }

  private async signed<Type extends VerifiedRecord['type']>(draft: Draft<Type>): Promise<Made<VerifiedOf<Type>>> {
    const sound = await this.sound(draft, 'amount-invalid');
    if (!sound.ok) return sound;
    const signed = await this.parts.signer.sign(draft);
    return signed.ok ? signed : { ok: false, error: storeFailure(signed.error) };
  }

  /** What a person typed may fit no record: that is no bug. */
  private async sound(draft: Draft, code: 'unit-invalid' | 'amount-invalid'): Promise<Made<void>> {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    try {
      encodeRecord(draft);
      return ok();
    } catch (cause) {
      if (!(cause instanceof Misfit)) throw cause;
      return fail(code, cause.message);
    }
  }
}
