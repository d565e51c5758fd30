import * as v from 'valibot';
import { type Result, fail, ok } from '@shared/result.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { PaymentCard } from '../../workspace/walletViews.ts';
import { spaceIdSchema } from '@shared/schemas.ts';
import { decodeRecord, packRecord, verifyRecord } from '@domain/wallet/envelope.ts';
import { type RecordId, recordId } from '@domain/wallet/ids.ts';
import type { VerifiedOf, WalletRecord } from '@domain/wallet/record.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import { Turn } from '../../turn.ts';

/** What can wait. */
export type WaitingRecord = VerifiedOf<'mint'> | VerifiedOf<'transfer'>;

/** Name of the list among the store's values. */
export const WAITING_NAME = 'wallet-waiting';

/** A payment that was agreed to and has not left: signed, and shown to nobody. */
export interface WaitingRow {
  readonly id: RecordId;
  readonly record: WalletRecord & { readonly type: 'mint' | 'transfer' };
  /** When it was agreed to, and when it leaves, ms. */
  readonly at: number;
  readonly due: number;
  /** Under which id it counts as spent. */
  readonly counted: RecordId;
  /** What is told once it has left (WSV-167). */
  readonly card: PaymentCard | null;
  /** It never leaves: there was not enough for a day. It stands on the list until the person has seen it. */
  readonly isDropped: boolean;
}

const recordIdSchema = v.custom<RecordId>((value) => typeof value === 'string' && recordId(value).ok);
const rowSchema = v.strictObject({
  id: recordIdSchema,
  bytes: v.instance(Uint8Array),
  at: v.number(),
  due: v.number(),
  counted: recordIdSchema,
  card: v.optional(v.nullable(v.strictObject({ space: spaceIdSchema, note: v.string() })), null),
  isDropped: v.optional(v.boolean(), false),
});

/** Reads the list; a row that cannot be read never leaves. */
export function readWaiting(value: unknown): readonly WaitingRow[] {
  const rows = Array.isArray(value) ? (value as readonly unknown[]) : [];
  return rows.flatMap((row) => {
    const read = v.safeParse(rowSchema, row);
    if (!read.success) return [];
    const { id, bytes, ...rest } = read.output;
    const record = decodeRecord(bytes);
    if (!record.ok || record.value.id !== id) return [];
    const { value: found } = record;
    return found.type === 'mint' || found.type === 'transfer' ? [{ id, record: found, ...rest }] : [];
  });
}

/** What leaves later, kept in the database (WSV-164). */
export class WaitingPayments {
  private readonly store: Pick<DocumentStore, 'values'>;
  private readonly verify: VerifySignature;
  private readonly turn = new Turn();

  constructor(store: Pick<DocumentStore, 'values'>, verify: VerifySignature) {
    this.store = store;
    this.verify = verify;
  }

  /** What lets one leave and what stops one run one after the other: each looks at the list and does what it says. */
  inTurn<T>(task: () => Promise<T>): Promise<T> {
    return this.turn.take(task);
  }

  /** What still leaves. */
  async all(): Promise<Result<readonly WaitingRow[], StoreError>> {
    const listed = await this.listed();
    return listed.ok ? ok(listed.value.filter(({ isDropped }) => !isDropped)) : listed;
  }

  /** What still leaves, and what never will. */
  async listed(): Promise<Result<readonly WaitingRow[], StoreError>> {
    const stored = await this.store.values.get(WAITING_NAME);
    return stored.ok ? ok(readWaiting(stored.value?.value)) : stored;
  }

  /** Adds a signed record; one that waits already goes on waiting for its own time. */
  add(record: WaitingRecord, rest: Pick<WaitingRow, 'at' | 'due' | 'counted'>): Promise<Result<void, StoreError>> {
    const row = { id: record.id, bytes: packRecord(record), ...rest };
    return this.change((rows) => {
      const others = rows.filter(({ id, isDropped }) => id !== row.id || isDropped !== true);
      return others.some(({ id }) => id === row.id) ? others : [...others, row];
    });
  }

  /** Remembers what is to be told of a payment that waits, by its nonce. */
  tellOf(nonce: Uint8Array, card: PaymentCard): Promise<Result<void, StoreError>> {
    const isOf = ({ bytes }: RawRow) => {
      const record = decodeRecord(bytes);
      return record.ok && equalBytes(record.value.nonce, nonce);
    };
    return this.change((rows) => rows.map((row) => (isOf(row) ? { ...row, card } : row)));
  }

  /** Keeps it on the list, and never lets it leave. */
  drop(id: RecordId): Promise<Result<void, StoreError>> {
    return this.change((rows) => rows.map((row) => (row.id === id ? { ...row, isDropped: true } : row)));
  }

  remove(id: RecordId): Promise<Result<void, StoreError>> {
    return this.change((rows) => rows.filter((row) => row.id !== id));
  }

  /** The record of a row, its signatures checked: the database is not believed. */
  async recordOf({ record }: WaitingRow): Promise<Result<WaitingRecord, { readonly code: string }>> {
    const verified = await verifyRecord(record, this.verify);
    if (!verified.ok) return verified;
    const { value } = verified;
    return value.type === 'mint' || value.type === 'transfer' ? ok(value) : fail('record-forged', 'another type');
  }

  private async change(to: (rows: readonly RawRow[]) => readonly RawRow[]): Promise<Result<void, StoreError>> {
    const kept = await this.store.values.update(WAITING_NAME, (current) => {
      const rows = Array.isArray(current?.value) ? (current.value as readonly RawRow[]) : [];
      return { name: WAITING_NAME, value: to(rows) };
    });
    return kept.ok ? ok() : kept;
  }
}

/** As it lies in the database; see `rowSchema`. */
type RawRow = Omit<WaitingRow, 'record' | 'isDropped' | 'card'> & {
  readonly bytes: Uint8Array;
  readonly isDropped?: boolean;
  readonly card?: PaymentCard | null;
};
