import type { AccountId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { draftId } from '@domain/wallet/envelope.ts';
import { type RecordId, type UnitId, holderOf } from '@domain/wallet/ids.ts';
import type { BodyOf, Draft, VerifiedRecord } from '@domain/wallet/record.ts';
import type { LedgerView } from '@domain/wallet/standing.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { NewMandate } from '../../workspace/walletTrade.ts';
import { storeFailure } from '../../workspace/failures.ts';
import type { Outcome, WorkspaceError } from '../../workspace/workspaceErrors.ts';
import type { WaitingPayments } from '../safety/waitingPayments.ts';
import type { WalletBook } from '../walletBook.ts';
import type { Deeds } from './deeds.ts';
import type { MandateActs } from './mandateActs.ts';
import type { IsHeld, StandingOrders } from './standingOrders.ts';

/** How long a payment for a post may be taken, ms: a day beyond the longest that one's own rules let it wait, as its id is in the claim already (CHN-33). */
const TERM = 2 * 24 * 3_600_000;

/** A payment for something, made once. */
export interface Due {
  readonly to: AccountId;
  readonly unit: UnitId;
  readonly amount: bigint;
  /** Says what it is for (CHN-33). */
  readonly nonce: Uint8Array;
}

/** What channels need of the wallet: to pay what reading costs, and to see what was paid (WSV-178). */
export interface Dues {
  readonly account: AccountId;
  readonly view: LedgerView & { readonly records: () => Iterable<VerifiedRecord> };
  /** Resolves when what is kept has been read and compared. */
  ready(): Promise<Result<void, WorkspaceError>>;
  listen(listener: (fresh: readonly VerifiedRecord[]) => void): Disposer;
  /** A payment that can be signed as it is. */
  prepare(due: Due): Promise<Result<Draft<'transfer'>, WorkspaceError>>;
  /** The same for a subscription. */
  prepareMandate(
    mandate: Omit<NewMandate, 'pot'>,
    nonce: Uint8Array,
  ): Promise<Result<Draft<'mandate'>, WorkspaceError>>;
  idOf(draft: Draft<'transfer'> | Draft<'mandate'>): RecordId;
  /** Payments that were agreed to and have not left (WSV-164). */
  waiting(): Promise<Result<ReadonlySet<RecordId>, WorkspaceError>>;
  /** Says who is asked before a subscription is paid: one that is held is not, as long as it is (CHN-36). */
  holdBack(isHeld: IsHeld): void;
  /** Ends a subscription. */
  stop(mandate: RecordId): Outcome;
  /** Signs and keeps it, as far as the person's rules let it. */
  sign(draft: Draft<'transfer'> | Draft<'mandate'>): Outcome<{ readonly record: RecordId }>;
}

/** What the dues are made of. */
export interface DueParts {
  readonly deeds: Deeds;
  readonly mandates: Pick<MandateActs, 'bodyFor' | 'revokeMandate'>;
  readonly book: Pick<WalletBook, 'listen'>;
  readonly waitingPayments: Pick<WaitingPayments, 'all'>;
  readonly standing: Pick<StandingOrders, 'holdBack'>;
}

/** See {@link Dues}. */
export function createDues({ deeds, mandates, book, waitingPayments, standing }: DueParts): Dues {
  const { ready } = deeds.parts;
  return {
    account: deeds.account,
    get view() {
      return deeds.view;
    },
    ready,
    listen: (listener) => book.listen(listener),
    prepare: ({ to, unit, amount, nonce }) =>
      deeds.do(() => {
        const covered = deeds.covered(unit, amount);
        const until = deeds.now() + TERM;
        const body: BodyOf<'transfer'> = {
          ...{ unit, amount, until },
          from: deeds.holder(),
          to: holderOf(to),
          mode: 'now',
        };
        return Promise.resolve(covered.ok ? ok({ type: 'transfer' as const, nonce, body }) : covered);
      }),
    prepareMandate: (mandate, nonce) =>
      deeds.do(() => {
        const body = mandates.bodyFor(mandate);
        return Promise.resolve(body.ok ? ok({ type: 'mandate' as const, nonce, body: body.value }) : body);
      }),
    holdBack: (isHeld) => standing.holdBack(isHeld),
    stop: (mandate) => mandates.revokeMandate(mandate),
    idOf: (draft) => draftId(draft),
    waiting: async () => {
      const rows = await waitingPayments.all();
      return rows.ok ? ok(new Set(rows.value.map(({ id }) => id))) : { ok: false, error: storeFailure(rows.error) };
    },
    sign: (draft) =>
      deeds.do(async () => {
        const signed =
          draft.type === 'transfer'
            ? await deeds.sign(draft, 'amount-invalid', { isTermKept: true })
            : await deeds.sign(draft, 'mandate-invalid');
        return signed.ok ? ok({ record: signed.value.id }) : signed;
      }),
  };
}
