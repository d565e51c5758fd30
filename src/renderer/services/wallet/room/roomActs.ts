import { type Result, fail, ok } from '@shared/result.ts';
import type { HolderId, RecordId, UnitId } from '@domain/wallet/ids.ts';
import { PAYMENT_NOTES_NAME, type PaymentCategory, readPaymentNotes } from '@domain/wallet/keptNotes.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Random } from '@ports/random.ts';
import { outcomeOf, storeFailure } from '../../workspace/failures.ts';
import type { WalletRoomActs } from '../../workspace/walletRoom.ts';
import type { Outcome, WorkspaceError } from '../../workspace/workspaceErrors.ts';
import { randomNonce } from '../nonce.ts';
import type { OwnSigner } from '../ownSigner.ts';
import type { WalletBook } from '../walletBook.ts';

/** What the acts work with. */
export interface RoomActParts {
  readonly book: WalletBook;
  readonly signer: OwnSigner;
  readonly store: Pick<DocumentStore, 'values'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly ready: () => Promise<Result<void, WorkspaceError>>;
}

/** What a person does in the wallet's room beside payments (WSV-70, WSV-71). */
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

  readonly giveStatement = async (id: UnitId, holder: HolderId): Outcome => {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const { book, signer, clock, random } = this.parts;
    const unit = book.view.unit(id);
    const current = unit?.currentBook();
    if (unit === undefined || current?.body.clerk !== signer.self.device) {
      return fail('unit-missing', 'its book is not kept here');
    }
    const { epoch } = current.body;
    const body = {
      unit: id,
      holder,
      balance: unit.balanceOf(holder),
      held: unit.heldFor(holder),
      epoch,
      seq: unit.tailOf(epoch)?.seq ?? 0,
      at: clock.now(),
    };
    const signed = await signer.sign({ type: 'statement', nonce: randomNonce(random), body });
    return signed.ok ? ok() : { ok: false, error: storeFailure(signed.error) };
  };
}
