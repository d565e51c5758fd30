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

/** `to`: to whom, and on which terms. */
interface Pressed extends Pick<NewPayment, 'unit' | 'amount'> {
  readonly to: string;
  readonly intent?: string | undefined;
}

/** What to do with a nonce: to look for what was made with it, or to make that. */
export interface PressedWork<T> {
  readonly find: (nonce: Uint8Array) => T | null;
  readonly make: (nonce: Uint8Array) => Outcome<T>;
}

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
    return this.onceOf(pressed, from, { find: (nonce) => this.payment(nonce), make: pay });
  }

  /** The same for what is no payment by itself. */
  onceOf<T>({ intent, to, unit, amount }: Pressed, from: string, work: PressedWork<T>): Outcome<T> {
    if (intent === undefined) return work.make(randomNonce(this.parts.random));
    return this.onceBy(pressNonce({ intent, from, to, unit, amount }), work);
  }

  /** The same for what has a nonce of its own. */
  onceBy<T>(nonce: Uint8Array, { find, make }: PressedWork<T>): Outcome<T> {
    return this.turn.take(async () => {
      const made = find(nonce);
      return made === null ? make(nonce) : ok(made);
    });
  }

  /** What this account paid with a nonce. */
  payment(nonce: Uint8Array): { payment: RecordId } | null {
    const { book, signer } = this.parts;
    const payment = paymentOfNonce(book.view, nonce, signer.self.account);
    return payment === null ? null : { payment };
  }
}
