import { type Result, ok } from '@shared/result.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import type { Draft, RecordType, VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { StoreError } from '@ports/documentStore.ts';
import type { Identity } from '../identity/identity.ts';
import type { WalletBook } from './walletBook.ts';

/** Who signs here: the account and the device with its keys. */
export type WalletSelf = Pick<Identity, 'account' | 'device' | 'keys'>;

/** Signs drafts with this device's key, and keeps what is signed before anybody hears of it (WSV-1). */
export class OwnSigner {
  readonly self: WalletSelf;
  private readonly book: WalletBook;

  constructor(self: WalletSelf, book: WalletBook) {
    this.self = self;
    this.book = book;
  }

  /** One record. */
  async sign<Type extends RecordType>(draft: Draft<Type>): Promise<Result<VerifiedOf<Type>, StoreError>> {
    const record = await this.seal(draft);
    // A record of any type is one of the types: the compiler does not spread a generic over the union.
    const kept = await this.keep([record as unknown as VerifiedRecord]);
    return kept.ok ? ok(record) : kept;
  }

  /** Signs, without keeping. */
  seal<Type extends RecordType>(draft: Draft<Type>): Promise<VerifiedOf<Type>> {
    const { device, keys } = this.self;
    return sealRecord(draft, { key: device, sign: (bytes) => keys.sign(bytes) });
  }

  /** Keeps what was signed, all or nothing. */
  async keep(records: readonly VerifiedRecord[]): Promise<Result<void, StoreError>> {
    const kept = await this.book.commit({ records });
    return kept.ok ? ok() : kept;
  }
}
