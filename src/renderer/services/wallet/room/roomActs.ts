import type { AccountId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { HolderId, RecordId, UnitId } from '@domain/wallet/ids.ts';
import { PAYMENT_NOTES_NAME, type PaymentCategory, readPaymentNotes } from '@domain/wallet/keptNotes.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { outcomeOf, storeFailure } from '../../workspace/failures.ts';
import type { WalletRoomActs } from '../../workspace/walletRoom.ts';
import type { Outcome, WorkspaceError } from '../../workspace/workspaceErrors.ts';
import type { WalletBook } from '../walletBook.ts';
import type { StatementDesk } from './statementDesk.ts';

/** What the acts work with. */
export interface RoomActParts {
  readonly self: AccountId;
  readonly book: Pick<WalletBook, 'view'>;
  readonly statements: Pick<StatementDesk, 'ask' | 'give'>;
  readonly store: Pick<DocumentStore, 'values'>;
  readonly ready: () => Promise<Result<void, WorkspaceError>>;
}

/** What a person does in the wallet's room beside payments (WSV-70, WSV-71, WSV-76). */
export class RoomActs implements WalletRoomActs {
  private readonly parts: RoomActParts;

  constructor(parts: RoomActParts) {
    this.parts = parts;
  }

  readonly filePayment = async (payment: RecordId, category: PaymentCategory | null): Outcome => {
    const { values } = this.parts.store;
    const kept = await values.update(PAYMENT_NOTES_NAME, (current) => {
      const notes = new Map(readPaymentNotes(current?.value));
      if (category === null) notes.delete(payment);
      else notes.set(payment, category);
      return { name: PAYMENT_NOTES_NAME, value: [...notes] };
    });
    return outcomeOf(kept.ok ? ok() : kept);
  };

  readonly giveStatement = async (unit: UnitId, holder: HolderId): Outcome => {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const given = await this.parts.statements.give(unit, holder);
    if (given === null) return fail('unit-missing', 'its book is not kept here');
    return given.ok ? ok() : { ok: false, error: storeFailure(given.error) };
  };

  readonly askStatement = async (id: UnitId): Outcome => {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const unit = this.parts.book.view.find('unit', id);
    // Of one's own promise one has none.
    if (unit === undefined || unit.body.issuer === this.parts.self) return fail('unit-missing', 'nobody else’s unit');
    return outcomeOf(await this.parts.statements.ask(id));
  };
}
