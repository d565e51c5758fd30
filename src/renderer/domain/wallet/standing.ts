import type { AccountId } from '@shared/ids.ts';
import type { RecordId, UnitId } from './ids.ts';
import type { Capacity, People } from './people.ts';
import type { RecordType, VerifiedOf, VerifiedRecord } from './record.ts';
import type { UnitView } from './unitView.ts';

/** What a record waits for: a record, a certificate of an account, a book of an epoch. */
export type WaitKey = RecordId | `account:${string}` | `book:${string}:${number}`;

/**
 * What a record is worth, given all others (WAL-11). `waits`: something it rests on is missing, so it counts nothing yet. `void`: it contradicts
 * what it rests on, and never counts.
 */
export type Standing =
  | { readonly kind: 'counts' }
  | { readonly kind: 'waits'; readonly on: readonly WaitKey[] }
  | { readonly kind: 'void'; readonly reason: string };

/** See {@link Standing}. */
export const COUNTS: Standing = { kind: 'counts' };

/** See {@link Standing}. */
export function voided(reason: string): Standing {
  return { kind: 'void', reason };
}

/** See {@link Standing}. */
export function waits(...on: readonly WaitKey[]): Standing {
  return { kind: 'waits', on };
}

/** What a set of records says, read only. */
export interface LedgerView {
  readonly people: People;
  /** A record that counts. */
  find<Type extends RecordType>(type: Type, id: RecordId): VerifiedOf<Type> | undefined;
  /** Any record, whatever it is worth. */
  record(id: RecordId): VerifiedRecord | undefined;
  standingOf(id: RecordId): Standing | undefined;
  /** Records that count and name this one as what they are about, in order of their ids. */
  about<Type extends RecordType>(id: RecordId, type: Type): readonly VerifiedOf<Type>[];
  unit(id: UnitId): UnitView | undefined;
  /** Whether a key of an account is frozen (WAL-100). */
  isFrozen(account: AccountId, key: VerifiedRecord['signatures'][number]['key']): boolean;
}

/** A record something rests on, or what its absence means. */
export type Parent<Type extends RecordType> =
  | { readonly record: VerifiedOf<Type>; readonly standing: null }
  | { readonly record: null; readonly standing: Standing };

/** Finds what a record rests on: it waits while that is missing, and is void when it is something else. */
export function parentOf<Type extends RecordType>(view: LedgerView, type: Type, id: RecordId): Parent<Type> {
  const record = view.find(type, id);
  if (record !== undefined) return { record, standing: null };
  const other = view.record(id);
  const isOther = other !== undefined && other.type !== type;
  return { record: null, standing: isOther ? voided(`names a ${other.type} as its ${type}`) : waits(id) };
}

/** Who has to have signed a record. */
export interface Demand {
  readonly account: AccountId;
  readonly as: Capacity;
}

/** Counts when signed for one of these accounts in its capacity; else it waits, since a certificate may still come. */
export function signedFor(view: LedgerView, record: VerifiedRecord, ...demands: readonly Demand[]): Standing {
  const isSigned = demands.some(({ account, as }) => view.people.isSignedFor(record, account, as));
  return isSigned ? COUNTS : waits(...demands.map(({ account }): WaitKey => `account:${account}`));
}

/** Whether a device that is not frozen, or the root, signed a record for an account in its capacity (WAL-100). */
export function isSignedLive(view: LedgerView, record: VerifiedRecord, { account, as }: Demand): boolean {
  return view.people.signersFor(record, account, as).some((key) => !view.isFrozen(account, key));
}
