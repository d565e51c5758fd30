import type { EventId } from '@shared/ids.ts';
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
  return {
    hereOf: async ({ of, id }) => {
      const ids = new Set<string>();
      for (const chat of book.all ?? []) {
        if (chat.origin?.of !== of || chat.origin.id !== id) continue;
        const outline = await pages.outline(chat);
        for await (const line of keptLines(blobs, outline ?? {})) {
          const named = idIn(line);
          if (named !== null) ids.add(named);
        }
      }
      return ids;
    },
    isHere: async ({ of, id: space }, id) => {
      const found = of === 'messages' ? await store.message(space, id) : await store.feed.post(id);
      return found.ok && found.value !== null;
    },
  };
}
