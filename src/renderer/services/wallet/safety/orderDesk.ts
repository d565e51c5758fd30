import type { AccountId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import {
  isAsAsked,
  isSameOrder,
  orderAmount,
  orderName,
  orderNonce,
  paymentOfOrder,
  readOrder,
} from '@domain/spending/order.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { LATEST_AT } from '@domain/event/hybridClock.ts';
import { availableOf, payMandate } from '@domain/wallet/drafts/payments.ts';
import { draftId } from '@domain/wallet/envelope.ts';
import { type RecordId, type UnitId, holderOf } from '@domain/wallet/ids.ts';
import { placeFor } from '@domain/wallet/readings/mandates.ts';
import type { Draft, VerifiedOf } from '@domain/wallet/record.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { Turn } from '../../turn.ts';
import { storeFailure } from '../../workspace/failures.ts';
import type { ProgramOrder } from '../../workspace/walletSafety.ts';
import type { Outcome, WorkspaceError } from '../../workspace/workspaceErrors.ts';
import type { OwnSigner } from '../ownSigner.ts';
import { allowancesFor } from '../trade/allowances.ts';
import type { WalletBook } from '../walletBook.ts';
import type { WaitingPayments, WaitingRow } from './waitingPayments.ts';

/** What paying orders works with. */
export interface OrderParts {
  readonly book: Pick<WalletBook, 'view'>;
  readonly signer: Pick<OwnSigner, 'self' | 'sign'>;
  readonly store: Pick<DocumentStore, 'values'>;
  readonly waiting: Pick<WaitingPayments, 'all'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly ready: () => Promise<Result<void, WorkspaceError>>;
}

type Payment = Draft<'mint'> | Draft<'transfer'>;

interface Paid {
  readonly payment: RecordId;
  /** Paid now, and not before. */
  readonly isTaken: boolean;
}

/** Pays what programs ask for, each order once (WSV-170, WSV-171, WSV-173). */
export class OrderDesk {
  private readonly parts: OrderParts;
  private readonly turn = new Turn();

  constructor(parts: OrderParts) {
    this.parts = parts;
  }

  /** See `WalletSafetyActs.payOrder`. */
  readonly payOrder = (order: ProgramOrder, unit: UnitId): Outcome<{ payment: RecordId }> =>
    this.turn.take(async () => {
      const paid = await this.payOnce(order, () => this.draftOf(order, unit));
      return paid.ok ? ok({ payment: paid.value.payment }) : paid;
    });

  /** See `WalletSafetyActs.payOrderAsAllowed`. */
  readonly payOrderAsAllowed = (order: ProgramOrder, program: string): Outcome<Paid> =>
    this.turn.take(() => this.payOnce(order, () => this.allowedDraftOf(order, program)));

  private async payOnce(order: ProgramOrder, make: () => Result<Payment, WorkspaceError>): Outcome<Paid> {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const known = await this.known(order);
    if (!known.ok) return known;
    if (known.value !== null) return ok({ payment: known.value, isTaken: false });
    const draft = make();
    if (!draft.ok) return draft;
    const { signer, store } = this.parts;
    const row = { ...factsOf(order), payment: draftId(draft.value) };
    // Before it is signed: what is paid is known by it, whatever happens next.
    const kept = await store.values.put({ name: orderName(order.id), value: row });
    if (!kept.ok) return { ok: false, error: storeFailure(kept.error) };
    const signed = await signer.sign<'mint' | 'transfer'>(draft.value);
    return signed.ok
      ? ok({ payment: signed.value.id, isTaken: true })
      : { ok: false, error: storeFailure(signed.error) };
  }

  /** The payment of an order that was paid already, from this device or another. `payment-waits`: it leaves later. */
  private async known(order: ProgramOrder): Promise<Result<RecordId | null, WorkspaceError>> {
    const { store, book, signer, waiting } = this.parts;
    const stored = await store.values.get(orderName(order.id));
    if (!stored.ok) return { ok: false, error: storeFailure(stored.error) };
    // Before the ledger is looked at: what leaves just now is in one of the two.
    const rows = await waiting.all();
    if (!rows.ok) return { ok: false, error: storeFailure(rows.error) };
    const row = readOrder(stored.value?.value);
    if (row !== null && book.view.record(row.payment) !== undefined) {
      return isSameOrder(row, order) ? ok(row.payment) : CHANGED;
    }
    const payment = paymentOfOrder(book.view, order, signer.self.account);
    if (payment !== null) return payment.isAsAsked ? this.keepKnown(order, payment.id) : CHANGED;
    // Where nothing was signed the row binds nobody: a yes may have come to nothing for want of the PIN, and the sum be another one by now.
    return this.unlessItWaits(order, rows.value);
  }

  private unlessItWaits(order: ProgramOrder, rows: readonly WaitingRow[]): Result<null, WorkspaceError> {
    const nonce = orderNonce(order.id);
    const waits = rows.find(({ record }) => equalBytes(record.nonce, nonce));
    if (waits === undefined) return ok(null);
    const isSame = isAsAsked(this.parts.book.view, order, waits.record.body);
    return isSame ? fail('payment-waits', 'it leaves later already') : CHANGED;
  }

  /** Keeps what another device paid an order with, so that it is known here how it stands. */
  private async keepKnown(order: ProgramOrder, payment: RecordId): Promise<Result<RecordId, WorkspaceError>> {
    const kept = await this.parts.store.values.put({
      name: orderName(order.id),
      value: { ...factsOf(order), payment },
    });
    return kept.ok ? ok(payment) : { ok: false, error: storeFailure(kept.error) };
  }

  /** The same on all devices for one unit: nothing in it is of the moment. */
  private draftOf(order: ProgramOrder, id: UnitId): Result<Payment, WorkspaceError> {
    const { book, signer } = this.parts;
    const unit = book.view.find('unit', id);
    if (unit === undefined || !isForOrders(unit, order, signer.self.account)) {
      return fail('unit-missing', 'not a promise this order can be paid with');
    }
    const amount = orderAmount(order, unit.body.decimals);
    if (amount === null) return fail('amount-invalid', 'not a sum of this unit');
    const to = holderOf(order.payee);
    const nonce = orderNonce(order.id);
    if (unit.body.issuer === signer.self.account) return ok({ type: 'mint', nonce, body: { unit: id, to, amount } });
    const from = holderOf(signer.self.account);
    if (amount > availableOf(book.view, id, from)) return fail('payment-not-enough', 'more than there is');
    return ok({ type: 'transfer', nonce, body: { unit: id, from, to, amount, until: LATEST_AT, mode: 'now' } });
  }

  /** By what the person allowed the program before, with the nonce of the order: it is one payment, by a mandate or not (WSV-173). */
  private allowedDraftOf(order: ProgramOrder, program: string): Result<Payment, WorkspaceError> {
    const { book, signer, clock } = this.parts;
    const now = clock.now();
    const { account } = signer.self;
    for (const mandate of allowancesFor(book.view, { payer: account, payee: order.payee, program }, now)) {
      const unit = book.view.find('unit', mandate.body.unit);
      if (unit?.body.issuer !== order.payee || unit.body.currency !== order.currency) continue;
      const amount = orderAmount(order, unit.body.decimals);
      if (amount === null || amount > availableOf(book.view, unit.id, mandate.body.payer)) continue;
      const place = placeFor(book.view, mandate, { now, amount });
      if (place !== null) return ok({ ...payMandate(mandate, { ...place, amount }), nonce: orderNonce(order.id) });
    }
    return fail('mandate-missing', 'nothing that was allowed fits');
  }
}

const CHANGED = fail('order-changed', 'another order has this name');

function factsOf({ id, payee, value, currency }: ProgramOrder): ProgramOrder {
  return { id, payee, value, currency };
}

/** Orders are paid with one's own promise in their currency, or with the payee's own: nobody else's clerk and nobody's word is needed then. */
function isForOrders({ body }: VerifiedOf<'unit'>, { payee, currency }: ProgramOrder, self: AccountId): boolean {
  if (body.currency !== currency) return false;
  return body.issuer === payee || (body.issuer === self && body.expiresDays === undefined);
}
