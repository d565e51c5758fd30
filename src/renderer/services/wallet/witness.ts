import type { Result } from '@shared/result.ts';
import { acknowledgeNext } from '@domain/wallet/clerk/witness.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import type { StoreError } from '@ports/documentStore.ts';
import type { Turn } from '../turn.ts';
import type { OwnSigner } from './ownSigner.ts';
import type { WalletBatch, WalletBook } from './walletBook.ts';

/** What a witness works with. */
export interface WitnessParts {
  readonly book: WalletBook;
  readonly signer: { readonly self: Pick<OwnSigner['self'], 'device'>; readonly seal: OwnSigner['seal'] };
  /** Of who keeps and who changes books: what a book is built on must not move meanwhile. */
  readonly turn: Turn;
}

/** Keeps what peers bring, and in the same transaction this device's word that it has seen the next entry of a book (WSV-32). */
export class Witness {
  private readonly parts: WitnessParts;

  constructor(parts: WitnessParts) {
    this.parts = parts;
  }

  /** See {@link WalletBook.commit}. What is not plainly the next entry is left to be acknowledged after it was kept. */
  keep(batch: WalletBatch): Promise<Result<readonly VerifiedRecord[], StoreError>> {
    const { book, turn, signer } = this.parts;
    const came = batch.records.filter(({ id }) => book.view.record(id) === undefined);
    const isPlain = acknowledgeNext(book.view, { came, device: signer.self.device }) !== null;
    if (!isPlain || turn.waiting > 0) return book.commit(batch);
    return turn.take(() => book.commit({ ...batch, answer: (fresh) => this.answer(fresh) }));
  }

  private async answer(came: readonly VerifiedRecord[]): Promise<readonly VerifiedRecord[]> {
    const { book, signer } = this.parts;
    const draft = acknowledgeNext(book.view, { came, device: signer.self.device });
    return draft === null ? [] : [await signer.seal(draft)];
  }
}
