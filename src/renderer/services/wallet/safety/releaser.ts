import type { SpaceId } from '@shared/ids.ts';
import type { NewWalletCard } from '@domain/chat/walletCard.ts';
import { SPENDING_DAY } from '@domain/spending/rules.ts';
import { availableOf } from '@domain/wallet/drafts/payments.ts';
import { type RecordId, accountOfHolder } from '@domain/wallet/ids.ts';
import type { Clock } from '@ports/clock.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { OwnSigner, WalletSelf } from '../ownSigner.ts';
import type { WalletBook } from '../walletBook.ts';
import { isPaidOtherwise } from './paidOtherwise.ts';
import type { SpendingGuard } from './spendingGuard.ts';
import type { WaitingPayments, WaitingRecord, WaitingRow } from './waitingPayments.ts';

/** What letting payments leave works with. */
export interface ReleaserParts {
  readonly waiting: WaitingPayments;
  readonly signer: Pick<OwnSigner, 'release'> & { readonly self: Pick<WalletSelf, 'account' | 'device'> };
  readonly book: Pick<WalletBook, 'view'>;
  readonly guard: Pick<SpendingGuard, 'forget'>;
  /** Puts a card into a conversation. */
  readonly tellCard: TellCard;
  readonly clock: Clock;
  readonly log: Log;
}

/** Puts a card into a conversation; what becomes of it is in the log. */
export type TellCard = (space: SpaceId, card: NewWalletCard) => Promise<void>;

/** Lets what was put aside leave at its time (WSV-164): kept first, then off the list, so that a crash between the two repeats what changes nothing. */
export class Releaser {
  private readonly parts: ReleaserParts;

  constructor(parts: ReleaserParts) {
    this.parts = parts;
  }

  /** To be run regularly. */
  async run(): Promise<void> {
    const { waiting, clock, log } = this.parts;
    const rows = await waiting.all();
    if (!rows.ok) {
      log.write('error', 'wallet', `what waits cannot be read: ${rows.error.code}`);
      return;
    }
    const now = clock.now();
    for (const { id, due } of rows.value) {
      const left = due <= now ? await waiting.inTurn(() => this.leaveIfListed(id, now)) : null;
      if (left !== null) await this.tell(left);
    }
  }

  /** Looks at the list anew: what was stopped while others left stays. The row, where it left. */
  private async leaveIfListed(id: RecordId, now: number): Promise<WaitingRow | null> {
    const rows = await this.parts.waiting.all();
    const row = rows.ok ? rows.value.find((each) => each.id === id) : undefined;
    return row !== undefined && (await this.leave(row, now)) ? row : null;
  }

  /** True where it left, and is off the list. */
  private async leave(row: WaitingRow, now: number): Promise<boolean> {
    const { waiting, signer, book, guard, log } = this.parts;
    const record = await waiting.recordOf(row);
    if (!record.ok || !this.isOwn(record.value)) {
      log.write('error', 'wallet', 'a payment that waited is not what was signed');
      await waiting.remove(row.id);
      return false;
    }
    if (isPaidOtherwise(book.view, record.value, signer.self.account)) {
      log.write('info', 'wallet', 'a payment that waited was made in another way');
      await waiting.remove(row.id);
      await guard.forget([row.counted]);
      return false;
    }
    if (!this.isCovered(record.value)) {
      // There may be enough again; after a day nobody expects it any more.
      if (now - row.due > SPENDING_DAY) await this.drop(row);
      return false;
    }
    const kept = await signer.release(record.value);
    // Off the list first: told once or not at all, but never twice.
    if (kept.ok) return (await waiting.remove(row.id)).ok;
    log.write('error', 'wallet', `a payment that waited was not kept: ${kept.error.code}`);
    return false;
  }

  private async tell({ id, card, record }: WaitingRow): Promise<void> {
    if (card === null) return;
    const to = [accountOfHolder(record.body.to)];
    await this.parts.tellCard(card.space, { about: 'payment', records: [id], note: card.note, to });
  }

  /** It never leaves, which the person is told (WSV-164). */
  private async drop({ id, counted }: WaitingRow): Promise<void> {
    const { waiting, guard, log } = this.parts;
    log.write('warn', 'wallet', 'a payment that waited was not covered for a day');
    const dropped = await waiting.drop(id);
    if (dropped.ok) await guard.forget([counted]);
  }

  private isCovered(record: WaitingRecord): boolean {
    const { view } = this.parts.book;
    if (record.type === 'mint' || view.record(record.id) !== undefined) return true;
    const { unit, from, amount } = record.body;
    return amount <= availableOf(view, unit, from);
  }

  private isOwn(record: WaitingRecord): boolean {
    const { account, device } = this.parts.signer.self;
    if (!record.signatures.some(({ key }) => key === device)) return false;
    return record.type === 'mint' || accountOfHolder(record.body.from) === account;
  }
}
