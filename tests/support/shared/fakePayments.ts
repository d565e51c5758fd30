import { fail, ok } from '@shared/result.ts';
import type { PaymentDesk, PaymentOrder, PaymentOutcome } from '@ports/paymentDesk.ts';

/** What the person, or the wallet after a yes, says to an order. `lost`: nobody knows how it ended, though it was paid. */
export type PaymentWord = 'paid' | 'declined' | 'refused' | 'lost';

/** A wallet without money: it asks whoever the test says, pays each order once, and keeps what it was asked. */
export class FakePayments implements PaymentDesk {
  /** Whether there is a wallet at all. */
  isHere = true;
  /** Says how an order ends; paid at once unless the test says else. */
  ask: (order: PaymentOrder) => PaymentWord | Promise<PaymentWord> = () => 'paid';
  /** Orders the person was asked about, in order: one that is asked for again is not among them. */
  readonly asked: PaymentOrder[] = [];
  private readonly known = new Map<string, PaymentOrder>();
  private readonly ended = new Map<string, PaymentOutcome>();
  private readonly underWay = new Map<string, Promise<PaymentWord>>();

  /** Receipts that were given: how often money moved. */
  get receipts(): readonly string[] {
    return [...this.ended.values()].flatMap((outcome) => (outcome.status === 'paid' ? [outcome.receipt] : []));
  }

  isThere(): Promise<boolean> {
    return Promise.resolve(this.isHere);
  }

  async pay(order: PaymentOrder): ReturnType<PaymentDesk['pay']> {
    if (!this.isHere) return fail('unsupported', 'there is no wallet');
    if (!isSame(this.known.get(order.id) ?? order, order)) return fail('mismatch', 'another order has this name');
    this.known.set(order.id, order);
    const before = this.ended.get(order.id);
    return before === undefined ? this.end(order, await this.wordOn(order)) : ok(before);
  }

  private async wordOn(order: PaymentOrder): Promise<PaymentWord> {
    const asking = this.underWay.get(order.id) ?? Promise.resolve((this.asked.push(order), this.ask(order)));
    this.underWay.set(order.id, asking);
    const word = await asking;
    this.underWay.delete(order.id);
    return word;
  }

  private end(order: PaymentOrder, word: PaymentWord): Awaited<ReturnType<PaymentDesk['pay']>> {
    if (word === 'declined') return ok({ status: 'declined' });
    const outcome: PaymentOutcome =
      word === 'refused'
        ? { status: 'refused' }
        : (this.ended.get(order.id) ?? { status: 'paid', receipt: `receipt ${this.ended.size + 1}` });
    this.ended.set(order.id, outcome);
    return word === 'lost' ? fail('failed', 'the connection broke') : ok(outcome);
  }
}

function isSame(one: PaymentOrder, other: PaymentOrder): boolean {
  const { value, currency } = one.amount;
  return one.payee === other.payee && value === other.amount.value && currency === other.amount.currency;
}
