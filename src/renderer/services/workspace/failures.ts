import { type Result, err, ok } from '@shared/result.ts';
import type { SpendRefusal } from '@domain/spending/refusal.ts';
import type { StoreError } from '@ports/documentStore.ts';
import type { AuthorError } from '../replication/failures.ts';
import type { WorkspaceError, WorkspaceErrorCode } from './workspaceErrors.ts';

const STORE_CODES: Record<StoreError['code'], WorkspaceErrorCode> = {
  'store-newer': 'store-newer',
  'store-blocked': 'store-blocked',
  'migration-failed': 'migration-failed',
  'storage-full': 'storage-full',
  'storage-failed': 'storage-failed',
  'store-closed': 'storage-failed',
  'store-conflict': 'internal',
};

/** A failure of the store, or why something was not signed, as the screens know it. */
export function storeFailure({ code, message }: StoreError | SpendRefusal): WorkspaceError {
  return { code: isOfStore(code) ? STORE_CODES[code] : code, message };
}

function isOfStore(code: StoreError['code'] | SpendRefusal['code']): code is StoreError['code'] {
  return Object.hasOwn(STORE_CODES, code);
}

/** The end of a store call as the end of an act. */
export function outcomeOf<T>(result: Result<T, StoreError | SpendRefusal>): Result<void, WorkspaceError> {
  return result.ok ? ok() : err(storeFailure(result.error));
}

/** Why an own event was not made, as the screens know it. What is too large depends on what it was. */
export function authorFailure({ code, message }: AuthorError, tooLarge: WorkspaceErrorCode): WorkspaceError {
  switch (code) {
    case 'event-too-large':
      return { code: tooLarge, message };
    case 'chain-ended':
    case 'clock-ended':
      return { code: 'writing-ended', message };
    case 'own-fork':
      return { code: 'chat-forked', message };
    default:
      return storeFailure({ code, message });
  }
}
