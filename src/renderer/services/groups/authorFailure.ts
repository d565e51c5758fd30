import type { AuthorError } from '../replication/failures.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';

/** An event that was not made in a group, as the screens know it. */
export function authorFailure(error: AuthorError): WorkspaceError {
  const { code, message } = error;
  if (code === 'chain-ended') return { code: 'group-ended', message };
  if (code === 'own-fork') return { code: 'chat-forked', message };
  if (code === 'event-too-large') return { code: 'internal', message };
  return storeFailure({ code, message });
}
