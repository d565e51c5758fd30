import { type Result, fail, ok } from '@shared/result.ts';
import { isAmount } from '@domain/wallet/amount.ts';
import { availableOf } from '@domain/wallet/drafts/payments.ts';
import { encodeRecord } from '@domain/wallet/envelope.ts';
import { Misfit } from '@domain/wallet/fields.ts';
import { type HolderId, type RecordId, type UnitId, holderOf } from '@domain/wallet/ids.ts';
import type { Draft, RecordType, VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import { storeFailure } from '../../workspace/failures.ts';
import type { Outcome, WorkspaceError, WorkspaceErrorCode } from '../../workspace/workspaceErrors.ts';
import { randomNonce } from '../nonce.ts';
import type { OwnSigner, SigningWish, WalletSelf } from '../ownSigner.ts';
import type { WalletBook } from '../walletBook.ts';

/** Who signs, as far as trade has to do with it. */
export type DeedSigner = Pick<OwnSigner, 'sign' | 'seal' | 'keep'> & {
  readonly self: Pick<WalletSelf, 'account' | 'device'>;
};

/** What the acts of trade work with. */
export interface DeedParts {
  readonly book: Pick<WalletBook, 'view'>;
  readonly signer: DeedSigner;
  readonly clock: Clock;
  readonly random: Random;
  /** Resolves when what is kept has been read and compared: nothing is signed before (WSV-4). */
  readonly ready: () => Promise<Result<void, WorkspaceError>>;
}

/** What was made, or why it was not. */
export type Made<T> = Result<T, WorkspaceError>;

/** Signs and keeps what a person asked for (WSV-50): what fits no record is an answer, not a bug. */
export class Deeds {
  readonly parts: DeedParts;

  constructor(parts: DeedParts) {
    this.parts = parts;
  }

  get view() {
    return this.parts.book.view;
  }

  get account() {
    return this.parts.signer.self.account;
  }

  now(): number {
    return this.parts.clock.now();
  }

  holder(pot?: RecordId): HolderId {
    return holderOf(this.account, pot);
  }

  nonce(): Uint8Array {
    return randomNonce(this.parts.random);
  }

  /** Does something once what is kept has been read. */
  async do<T>(act: () => Outcome<T>): Outcome<T> {
    const ready = await this.parts.ready();
    return ready.ok ? act() : ready;
  }

  /** Signs one record and keeps it; `code` where it fits none. */
  async sign<Type extends RecordType>(
    draft: Draft<Type>,
    code: WorkspaceErrorCode,
    how: SigningWish = {},
  ): Promise<Made<VerifiedOf<Type>>> {
    const sound = this.sound(draft, code);
    if (!sound.ok) return sound;
    const signed = await this.parts.signer.sign(draft, how);
    return signed.ok ? signed : { ok: false, error: storeFailure(signed.error) };
  }

  /** Orders a transfer. */
  async order(draft: Draft<'transfer'>): Outcome<{ payment: RecordId }> {
    const signed = await this.sign(draft, 'amount-invalid');
    return signed.ok ? ok({ payment: signed.value.id }) : signed;
  }

  /** Signs, without keeping. */
  async seal<Type extends RecordType>(draft: Draft<Type>, code: WorkspaceErrorCode): Promise<Made<VerifiedOf<Type>>> {
    const sound = this.sound(draft, code);
    return sound.ok ? ok(await this.parts.signer.seal(draft)) : sound;
  }

  /** Keeps records, all or none. */
  async keep(records: readonly VerifiedRecord[]): Promise<Made<void>> {
    const kept = await this.parts.signer.keep(records);
    return kept.ok ? ok() : { ok: false, error: storeFailure(kept.error) };
  }

  /** Whether a holder has that much to order (WSV-51). */
  covered(unit: UnitId, amount: bigint, from: HolderId = this.holder()): Made<void> {
    if (!isAmount(amount)) return fail('amount-invalid', 'not an amount');
    if (this.view.find('unit', unit) === undefined) return fail('unit-missing', 'no such unit');
    const available = availableOf(this.view, unit, from);
    return amount <= available ? ok() : fail('payment-not-enough', 'more than there is');
  }

  private sound(draft: Draft, code: WorkspaceErrorCode): Made<void> {
    try {
      encodeRecord(draft);
      return ok();
    } catch (cause) {
      if (!(cause instanceof Misfit)) throw cause;
      return fail(code, cause.message);
    }
  }
}
