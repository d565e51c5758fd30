import type { AccountId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { pressNonce } from '@domain/spending/press.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { Random } from '@ports/random.ts';
import { Turn } from '../turn.ts';
import type { NewPayment } from '../workspace/walletWorkspace.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import { randomNonce } from './nonce.ts';
import { paymentOfNonce } from './safety/paidOtherwise.ts';
import type { WalletBook } from './walletBook.ts';

/** What telling presses apart works with. */
export interface PressParts {
  readonly book: Pick<WalletBook, 'view'>;
  readonly signer: { readonly self: { readonly account: AccountId } };
  readonly random: Random;
}

type Pressed = Pick<NewPayment, 'to' | 'unit' | 'amount' | 'intent'>;

/** Makes one payment of what is pressed again in one dialog, because nobody answered the first time (WSV-55). */
export class Presses {
  private readonly parts: PressParts;
  private readonly turn = new Turn();

  constructor(parts: PressParts) {
    this.parts = parts;
  }

  /** Once what is kept has been read. `from` tells apart what is paid out of different purses. */
  once(
    pressed: Pressed,
    from: string,
    pay: (nonce: Uint8Array) => Outcome<{ payment: RecordId }>,
  ): Outcome<{ payment: RecordId }> {
    const { intent, to, unit, amount } = pressed;
    const { book, signer, random } = this.parts;
    if (intent === undefined) return pay(randomNonce(random));
    return this.turn.take(async () => {
      const nonce = pressNonce({ intent, from, to, unit, amount });
      const payment = paymentOfNonce(book.view, nonce, signer.self.account);
      return payment === null ? pay(nonce) : ok({ payment });
    });
  }
}
