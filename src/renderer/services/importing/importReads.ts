import * as v from 'valibot';
import type { SpaceId } from '@shared/ids.ts';
import { importedPersonId } from '@domain/importing/ids.ts';
import { type ImportedChat, importedChatSchema } from '@domain/importing/records.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { ImportedPeople, ImportsView } from '../workspace/importWorkspace.ts';
import { asyncQuery, mapQuery, switchQuery } from '../workspace/liveQueries.ts';
import type { ImportPages } from './importPages.ts';
import { IMPORTS_NAME } from './listedTalks.ts';

const viewSchema = v.fallback(
  v.object({
    chats: v.array(importedChatSchema),
    running: v.nullable(v.object({ name: v.string(), done: v.number(), messages: v.number() })),
    interrupted: v.optional(v.nullable(v.string()), null),
  }),
  { chats: [], running: null, interrupted: null },
);

/** What was published. */
export function readImports(value: unknown): ImportsView {
  return v.parse(viewSchema, value);
}

/** Imported chats, live. */
export function watchImports(store: Pick<DocumentStore, 'values'>): LiveQuery<ImportsView> {
  return mapQuery(store.values.watch(IMPORTS_NAME), (stored) => readImports(stored?.value));
}

/** One of them, and who is in it. */
export function watchPeople(
  store: Pick<DocumentStore, 'values'>,
  pages: ImportPages,
  space: SpaceId,
): LiveQuery<ImportedPeople | null> {
  return switchQuery(watchImports(store), ({ chats }) => {
    const chat = chats.find(({ id }) => id === space) ?? null;
    return asyncQuery(() => (chat === null ? Promise.resolve(null) : peopleOf(pages, chat)));
  });
}

async function peopleOf(pages: ImportPages, chat: ImportedChat): Promise<ImportedPeople | null> {
  const outline = await pages.outline(chat);
  if (outline === null) return null;
  const { people, me, unread } = outline;
  const named = people.map((name, place) => [importedPersonId(chat.id, place), name] as const);
  return { chat, me: me === null ? null : importedPersonId(chat.id, me), names: new Map(named), unread };
}
