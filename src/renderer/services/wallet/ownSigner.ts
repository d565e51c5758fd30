import { type Result, fail, ok } from '@shared/result.ts';
import type { SpendRefusal } from '@domain/spending/refusal.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { LATEST_AT } from '@domain/event/hybridClock.ts';
import { type Spendable, maySpend } from '@domain/spending/spending.ts';
import { draftId, sealRecord } from '@domain/wallet/envelope.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { Draft, RecordType, VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { StoreError } from '@ports/documentStore.ts';
import type { Identity } from '../identity/identity.ts';
import { Turn } from '../turn.ts';
import type { Admission, SpendingGuard } from './safety/spendingGuard.ts';
import type { WaitingPayments, WaitingRecord } from './safety/waitingPayments.ts';
import type { WalletBook } from './walletBook.ts';

/** Who signs here: the account and the device with its keys. */
export type WalletSelf = Pick<Identity, 'account' | 'device' | 'keys'>;

/** Why something was not signed, or not kept. */
export type SignError = StoreError | SpendRefusal;

/** What stands between a draft and a signature. */
export interface SignerParts {
  readonly book: Pick<WalletBook, 'commit'>;
  readonly guard: Pick<SpendingGuard, 'admit'>;
  readonly waiting: Pick<WaitingPayments, 'add' | 'all'>;
}

type Payment = Draft<'mint'> | Draft<'transfer'>;

/** How something is to be signed. */
export interface SigningWish {
  /** What leaves later is the very draft, its term unchanged: it has an id that something else names already. Such a term outlasts the wait. */
  readonly isTermKept?: boolean;
}

/** Signs drafts with this device's key, and keeps what is signed before anybody hears of it (WSV-1). What spends is asked about first (WSV-160). */
export class OwnSigner {
  readonly self: WalletSelf;
  private readonly parts: SignerParts;
  /** Of two presses the second finds what the first put aside. */
  private readonly turn = new Turn();

  constructor(self: WalletSelf, parts: SignerParts) {
    this.self = self;
    this.parts = parts;
  }

  /** One record. `payment-waits`: it was put aside now or before, and leaves later. */
  sign<Type extends RecordType>(
    draft: Draft<Type>,
    how: SigningWish = {},
  ): Promise<Result<VerifiedOf<Type>, SignError>> {
    if (draft.type !== 'mint' && draft.type !== 'transfer') return this.signNow(draft, how);
    return this.turn.take(async () => {
      const waits = await this.waits(draft.nonce);
      if (!waits.ok) return waits;
      return waits.value ? fail('payment-waits', 'it leaves later already') : this.signNow(draft, how);
    });
  }

  private async signNow<Type extends RecordType>(
    draft: Draft<Type>,
    { isTermKept = false }: SigningWish,
  ): Promise<Result<VerifiedOf<Type>, SignError>> {
    const admitted = await this.admit([draft]);
    if (!admitted.ok) return admitted;
    // Only a single payment is told to wait.
    if (admitted.value.due !== null) {
      const { at, due } = admitted.value;
      const payment = draft as unknown as Payment;
      return this.putAside(isTermKept ? payment : laterDraft(payment, due - at), draftId(draft), admitted.value);
    }
    const record = await this.sealAdmitted(() => this.seal(draft), admitted.value);
    // A record of any type is one of the types: the compiler does not spread a generic over the union.
    const kept = await this.keepNow([record as unknown as VerifiedRecord], admitted.value);
    return kept.ok ? ok(record) : kept;
  }

  /** Signs, without keeping. */
  seal<Type extends RecordType>(draft: Draft<Type>): Promise<VerifiedOf<Type>> {
    const { device, keys } = this.self;
    return sealRecord(draft, { key: device, sign: (bytes) => keys.sign(bytes) });
  }

  /** Keeps what was signed, all or nothing. */
  async keep(records: readonly VerifiedRecord[]): Promise<Result<void, SignError>> {
    const admitted = await this.admit(records);
    if (!admitted.ok) return admitted;
    if (admitted.value.due === null) return this.keepNow(records, admitted.value);
    await admitted.value.undo();
    return fail('payment-waits-not', 'it was signed to leave at once');
  }

  /** Keeps a payment that was put aside and whose time has come: it was asked about before. */
  async release(record: VerifiedOf<'mint'> | VerifiedOf<'transfer'>): Promise<Result<void, StoreError>> {
    const kept = await this.parts.book.commit({ records: [record] });
    return kept.ok ? ok() : kept;
  }

  private async admit(drafts: readonly Draft[]): Promise<Result<Admission, SignError>> {
    if (!drafts.some(({ type }) => maySpend(type))) return ok(FREE);
    const asked = drafts.map((draft) => ({ ...draft, id: draftId(draft) }) as unknown as Spendable);
    return this.parts.guard.admit(asked);
  }

  private async keepNow(records: readonly VerifiedRecord[], { undo }: Admission): Promise<Result<void, StoreError>> {
    const kept = await this.parts.book.commit({ records });
    if (kept.ok) return ok();
    await undo();
    return kept;
  }

  /** What has the nonce of a payment that waits is that payment, with whatever unit it is asked for again (WSV-166). */
  private async waits(nonce: Uint8Array): Promise<Result<boolean, StoreError>> {
    const rows = await this.parts.waiting.all();
    return rows.ok ? ok(rows.value.some(({ record }) => equalBytes(record.nonce, nonce))) : rows;
  }

  /** What was not signed, by a bug or a key that fails, counts no more either. */
  private async sealAdmitted<Sealed>(seal: () => Promise<Sealed>, { undo }: Pick<Admission, 'undo'>): Promise<Sealed> {
    try {
      return await seal();
    } catch (cause) {
      await undo();
      throw cause;
    }
  }

  private async putAside(
    later: Payment,
    counted: RecordId,
    { at, due, undo }: Admission,
  ): Promise<Result<never, SignError>> {
    const leaves = due ?? at;
    if (later.type === 'transfer' && later.body.until <= leaves) {
      await undo();
      return fail('payment-waits-not', 'it would leave after its time');
    }
    const record = await this.sealAdmitted<WaitingRecord>(
      () => (later.type === 'mint' ? this.seal(later) : this.seal(later)),
      { undo },
    );
    const kept = await this.parts.waiting.add(record, { at, due: leaves, counted });
    if (kept.ok) return fail('payment-waits', 'it leaves later');
    await undo();
    return kept;
  }
}

const FREE: Admission = { at: 0, due: null, undo: async () => undefined };

/** Who takes what nobody asked for has as long for it as they would have had; a request ends when it says. */
function laterDraft(draft: Payment, delay: number): Payment {
  if (draft.type === 'mint' || draft.body.req !== undefined) return draft;
  return { ...draft, body: { ...draft.body, until: Math.min(draft.body.until + delay, LATEST_AT) } };
}
