import type { StoreError } from '@ports/documentStore.ts';
import type { TakeError } from './failures.ts';

/** Every way in which the store fails. */
const STORE_CODES = {
  'store-newer': true,
  'store-blocked': true,
  'migration-failed': true,
  'store-closed': true,
  'store-conflict': true,
  'storage-full': true,
  'storage-failed': true,
} as const satisfies Record<StoreError['code'], true>;

/** Refusals that say nothing against the sender: something is missing here, is newer than this version, or is our own fault. */
const INNOCENT: ReadonlySet<TakeError['code']> = new Set<TakeError['code']>([
  'update-gap',
  'chain-gap',
  // Its device signed both: who hands on the one it has is not to blame.
  'chain-fork',
  'own-fork',
  'chain-ended',
  'event-newer-version',
]);

/** True when an event was not taken because the store did not do as asked. */
export function isStoreError<E extends Pick<TakeError, 'code'>>(error: E): error is E & StoreError {
  return error.code in STORE_CODES;
}

/** Refusals of a device nobody here has heard of: no offence where the roster itself may not be here yet (REP-15). */
const UNKNOWN_DEVICE: ReadonlySet<TakeError['code']> = new Set<TakeError['code']>([
  'update-foreign-client',
  'not-a-member',
]);

/** True when a refusal is not an offence of the peer (REP-8, REP-15). */
export function isInnocent(error: Pick<TakeError, 'code'>, space: { readonly isOpenEnded: boolean }): boolean {
  return isStoreError(error) || INNOCENT.has(error.code) || (space.isOpenEnded && UNKNOWN_DEVICE.has(error.code));
}
