import type { Reconciled } from '../journal/reconcile.ts';
import type { StartNotice, WorkspaceError } from '../workspace/workspace.ts';

/** What was right before a rebuild. */
export type Before = 'restore' | 'doubtful-loss' | null;

/**
 * Of a rebuild from a journal that was damaged itself, or was never compared with the database that was lost (JNL-19), nobody knows what it lacks. After a backup was restored there is no database yet:
 * nothing was lost, and the person was told what came back.
 */
export function noticeOfRebuild(
  { restored, isJournalHurt }: Pick<Reconciled, 'restored' | 'isJournalHurt'>,
  before: Before,
): StartNotice | null {
  if (isJournalHurt || before === 'doubtful-loss') return { kind: 'rebuilt-doubtful', events: restored };
  return restored > 0 && before !== 'restore' ? { kind: 'rebuilt', events: restored } : null;
}

/** What a comparison while the app was in use repaired; null where nothing was amiss. */
export function noticeOf({ restored, journalled, isJournalHurt }: Reconciled): StartNotice | null {
  if (restored > 0) return { kind: 'restored', events: restored };
  return isJournalHurt ? { kind: 'journal-refilled', events: journalled } : null;
}

/** Why a start did not get as far as its database. */
export function repairFailure({ code, message }: { readonly code: string; readonly message: string }): WorkspaceError {
  return {
    code: code === 'unreachable' ? 'host-unreachable' : 'storage-failed',
    message: `not rebuilt: ${code}: ${message}`,
  };
}
