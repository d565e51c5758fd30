import type { PaymentDesk, PaymentOrder, PaymentOutcome } from '@ports/paymentDesk.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import type { AccountId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';

/** Who pays. */
export interface Payer {
  readonly account: AccountId;
}

/** A payment that waits for the word of who pays. No money is anywhere. */
export interface Asking {
  readonly payer: Payer;
  readonly order: PaymentOrder;
  readonly answer: (isPaid: boolean) => void;
}

interface Entry {
  readonly order: PaymentOrder;
  outcome: PaymentOutcome | null;
  asking: Promise<boolean> | null;
}

/** Stands for the wallet: asks, and pays one order once however often it is asked for. */
export class PaymentBooth {
  readonly asked = writableSnapshot<readonly Asking[]>([]);
  private readonly entries = new Map<string, Entry>();

  /** The booth as one person's wallet. */
  deskOf(payer: Payer) {
    const pay = (order: PaymentOrder) => this.pay(payer, order);
    return { isThere: () => Promise.resolve(true), pay } satisfies PaymentDesk;
  }

  /** Everything forgotten, and what waits declined. */
  reset(): void {
    for (const { answer } of this.asked.get()) answer(false);
    this.entries.clear();
  }

  private async pay(payer: Payer, order: PaymentOrder): ReturnType<PaymentDesk['pay']> {
    const entry = this.entries.get(order.id) ?? { order, outcome: null, asking: null };
    this.entries.set(order.id, entry);
    if (!isSame(entry.order, order)) return fail('mismatch', 'another order has this reference');
    if (entry.outcome !== null) return ok(entry.outcome);
    entry.asking ??= this.ask(payer, order);
    const isPaid = await entry.asking;
    entry.asking = null;
    if (!isPaid) return ok({ status: 'declined' });
    entry.outcome ??= { status: 'paid', receipt: `kit-${this.countPaid() + 1}` };
    return ok(entry.outcome);
  }

  private ask(payer: Payer, order: PaymentOrder): Promise<boolean> {
    return new Promise((resolve) => {
      const asking: Asking = {
        payer,
        order,
        answer: (word) => {
          this.asked.set(this.asked.get().filter((other) => other !== asking));
          resolve(word);
        },
      };
      this.asked.set([...this.asked.get(), asking]);
    });
  }

  private countPaid(): number {
    return [...this.entries.values()].filter(({ outcome }) => outcome !== null).length;
  }
}

function isSame(one: PaymentOrder, other: PaymentOrder): boolean {
  const { value, currency } = one.amount;
  return one.payee === other.payee && value === other.amount.value && currency === other.amount.currency;
}
