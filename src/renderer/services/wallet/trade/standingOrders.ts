import { availableOf, payMandate } from '@domain/wallet/drafts/payments.ts';
import { type RecordId, accountOfHolder } from '@domain/wallet/ids.ts';
import { type DuePayment, duePeriods } from '@domain/wallet/readings/mandates.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { Clock } from '@ports/clock.ts';
import type { WalletBook } from '../walletBook.ts';
import type { DeedSigner } from './deeds.ts';

/** What paying subscriptions works with. */
export interface StandingOrderParts {
  readonly book: Pick<WalletBook, 'view'>;
  readonly signer: Pick<DeedSigner, 'self' | 'sign'>;
  readonly clock: Clock;
}

/** Whether what a subscription is for could be given by nobody any more. Never throws. */
export type IsHeld = (mandate: VerifiedOf<'mandate'>) => Promise<boolean>;

const NEVER: IsHeld = () => Promise.resolve(false);

/** Whether a mandate is paid each period without being asked for (WSV-123): one for a channel is; those of programs and shops wait to be used. */
export function isAutomatic({ body }: Pick<VerifiedOf<'mandate'>, 'body'>): boolean {
  return body.scope.kind === 'channel';
}

/**
 * Pays subscriptions when they fall due (WSV-123). What was missed while nobody was here is made up one period back; what there is not enough for waits
 * for as long. Two devices of a payer write the same order.
 */
export class StandingOrders {
  private readonly parts: StandingOrderParts;
  private own: Set<RecordId> | null = null;
  private isHeld: IsHeld = NEVER;

  constructor(parts: StandingOrderParts) {
    this.parts = parts;
  }

  /** To be run after each change and from time to time; `fresh` is what came. */
  async run(fresh: readonly VerifiedRecord[]): Promise<void> {
    const { book, clock } = this.parts;
    for (const id of this.learn(fresh)) {
      const mandate = book.view.find('mandate', id);
      const due = mandate === undefined ? [] : duePeriods(book.view, mandate, clock.now());
      // Asked of what is due alone: it reads what a channel said.
      if (mandate === undefined || due.length === 0 || (await this.isHeld(mandate))) continue;
      for (const payment of due) await this.pay(payment);
    }
  }

  /** Asks `isHeld` before each subscription is paid: one that is held waits until it is not, as one there is not enough for does. */
  holdBack(isHeld: IsHeld): void {
    this.isHeld = isHeld;
  }

  /** Own subscriptions: at first all that are kept, then what comes. */
  private learn(fresh: readonly VerifiedRecord[]): ReadonlySet<RecordId> {
    const { book, signer } = this.parts;
    const own = this.own ?? new Set<RecordId>();
    for (const record of this.own === null ? book.view.records() : fresh) {
      const isOwn = record.type === 'mandate' && accountOfHolder(record.body.payer) === signer.self.account;
      if (isOwn && isAutomatic(record)) own.add(record.id);
    }
    this.own = own;
    return own;
  }

  private async pay({ mandate, period }: DuePayment): Promise<void> {
    const { book, signer } = this.parts;
    const { unit, payer, perPayment } = mandate.body;
    if (availableOf(book.view, unit, payer) < perPayment) return;
    // What cannot be kept now is due again.
    await signer.sign(payMandate(mandate, { period, index: 0 }));
  }
}
