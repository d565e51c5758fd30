import type { PaymentOrder, PaymentResult } from '@ports/paymentDesk.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import type { AccountId } from '@shared/ids.ts';

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

/** Stands for the wallet: asks, and pays one order once however often it is asked for. */
export class PaymentBooth {
  readonly asked = writableSnapshot<readonly Asking[]>([]);
  private readonly paid = new Map<string, PaymentResult>();

  async ask(payer: Payer, order: PaymentOrder): Promise<PaymentResult> {
    const key = `${payer.account}/${order.reference}`;
    const before = this.paid.get(key);
    if (before !== undefined) return before;
    const isPaid = await new Promise<boolean>((resolve) => {
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
    if (!isPaid) return { status: 'declined', receipt: null };
    const result: PaymentResult = { status: 'paid', receipt: `kit-${this.paid.size + 1}` };
    this.paid.set(key, this.paid.get(key) ?? result);
    return result;
  }

  /** Everything forgotten, and what waits declined. */
  reset(): void {
    for (const { answer } of this.asked.get()) answer(false);
    this.paid.clear();
  }
}
