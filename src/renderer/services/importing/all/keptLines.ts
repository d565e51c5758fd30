import type { EventId } from '@shared/ids.ts';
import { importedMessageId, placeOfMessage } from '@domain/importing/ids.ts';
import type { ImportOutline, ImportedChat } from '@domain/importing/records.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { readBlob } from '../../channels/readBlob.ts';
import type { ImportBook } from '../importBook.ts';
import type { ImportPages } from '../importPages.ts';

/** The lines an imported chat was made of, as they stood in the export; what is damaged or gone is left out. */
export async function* keptLines(
  blobs: Pick<BlobStore, 'read'>,
  { lines = [] }: Pick<ImportOutline, 'lines'>,
): AsyncGenerator<string> {
  for (const { blob, size } of lines) {
    const bytes = await readBlob(blobs, blob, size);
    if (bytes === null) continue;
    for (const line of new TextDecoder().decode(bytes).split('\n')) if (line !== '') yield line;
  }
}

/** The id that a line names; null where it names none. */
function idIn(raw: string): string | null {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
      ? value.id
      : null;
  } catch {
    return null;
  }
}

/** What of an export is here already, so that nothing is twice (IMA-6). */
export function hereAlready({
  store,
  blobs,
  book,
  pages,
}: {
  readonly store: Pick<DocumentStore, 'message' | 'feed'>;
  readonly blobs: Pick<BlobStore, 'read'>;
  readonly book: ImportBook;
  readonly pages: ImportPages;
}): {
  readonly hereOf: (origin: NonNullable<ImportedChat['origin']>) => Promise<ReadonlySet<string>>;
  readonly isHere: (origin: NonNullable<ImportedChat['origin']>, id: EventId) => Promise<boolean>;
} {
  // As it is when a talk of the export begins.
  let isElsewhere = messagesElsewhere({ all: null });
  return {
    hereOf: async (origin) => {
      isElsewhere = messagesElsewhere(book);
      const ids = new Set<string>();
      for (const chat of book.all ?? []) {
        if (!mayHold(chat, origin)) continue;
        const outline = await pages.outline(chat);
        for await (const line of keptLines(blobs, outline ?? {})) {
          const named = idIn(line);
          if (named !== null) ids.add(named);
        }
      }
      return ids;
    },
    isHere: async ({ of, id: space }, id) => {
      if (of === 'messages' && isElsewhere(id)) return true;
      const found = of === 'messages' ? await store.message(space, id) : await store.feed.post(id);
      return found.ok && found.value !== null;
    },
  };
}

/**
 * Whether an imported chat may hold lines of a talk of an export: it was made of that talk, or that talk is this chat as it went out. Moments go out
 * together, whosever they were.
 */
function mayHold({ id, origin }: ImportedChat, { of, id: talk }: NonNullable<ImportedChat['origin']>): boolean {
  if (origin?.of !== of) return false;
  return of === 'moments' || origin.id === talk || id === talk;
}

/** Letters of an id that all messages of an imported chat have in common. */
const COMMON = 37;

/** Tells whether an id is of a message of a chat of another app that is here, as exports of everything name it (IMP-11). */
function messagesElsewhere({ all }: Pick<ImportBook, 'all'>): (id: string) => boolean {
  const chats = (all ?? []).filter(({ origin }) => origin === undefined);
  const byCommon = new Map(chats.map((chat) => [importedMessageId(chat.id, 0).slice(0, COMMON), chat]));
  return (id) => {
    const chat = byCommon.get(id.slice(0, COMMON));
    const place = chat === undefined ? null : placeOfMessage(chat.id, id);
    return chat !== undefined && place !== null && place < chat.messages;
  };
}
