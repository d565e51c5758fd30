import type { SpaceId } from '@shared/ids.ts';
import { err, ok } from '@shared/result.ts';
import { PROGRAM_TYPE, STICKER_TYPE } from '@domain/chat/marks.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { storeFailure } from './failures.ts';
import { combineQueries } from './liveQueries.ts';
import type { PastPage, PastPlace, PastWorkspace } from './pastWorkspace.ts';
import type { Outcome } from './workspaceErrors.ts';

/** Messages read at a time. */
const PAGE = 200;

/** What has lists of its own. */
const APART: ReadonlySet<string> = new Set([PROGRAM_TYPE, STICKER_TYPE]);

/** The past of chats, straight from the store. */
export function createPastReads(store: DocumentStore): PastWorkspace {
  return {
    sentFiles: (space) =>
      combineQueries(store.watchAttachments(space), store.watchHidden(space), (rows, hidden) =>
        rows
          .filter(({ mime, message }) => !APART.has(mime) && !hidden.has(message))
          .map(({ message, blob, at, name, size, mime, isPicture }) => ({
            ...{ message, blob, at, size, mime, isPicture },
            name: cleanFileName(name),
          })),
      ),
    readBack: (space, before) => readBack(store, space, before),
  };
}

async function readBack(store: DocumentStore, space: SpaceId, before: PastPlace | null): Outcome<PastPage> {
  const range =
    before === null
      ? { kind: 'latest' as const, limit: PAGE }
      : { kind: 'until' as const, key: before, limit: PAGE + 1 };
  const page = await store.messages(space, range);
  if (!page.ok) return err(storeFailure(page.error));
  const older = page.value.messages.filter(({ id }) => id !== before?.id).toReversed();
  const last = older.at(-1);
  return ok({
    messages: older.map(({ id, at, own, author, body }) => ({ id, at, own, author, body })),
    next: page.value.hasOlder && last !== undefined ? { at: last.at, id: last.id } : null,
  });
}
