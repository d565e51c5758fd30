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

  constructor(parts: StandingOrderParts) {
    this.parts = parts;
  }

  /** To be run after each change and from time to time; `fresh` is what came. */
  async run(fresh: readonly VerifiedRecord[]): Promise<void> {
    const { book, clock } = this.parts;
    for (const id of this.learn(fresh)) {
      const mandate = book.view.find('mandate', id);
      const due = mandate === undefined ? [] : duePeriods(book.view, mandate, clock.now());
      for (const payment of due) await this.pay(payment);
    }
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
