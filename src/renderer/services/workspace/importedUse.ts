import type { BlobId, SpaceId } from '@shared/ids.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { ImportPages } from '../importing/importPages.ts';
import { watchImports } from '../importing/importReads.ts';
import { asyncQuery, switchQuery } from './liveQueries.ts';

/** An imported chat, and what it is made of. */
export interface ImportedBlobs {
  readonly space: SpaceId;
  readonly name: string;
  readonly blobs: readonly BlobId[];
}

/** Which blobs imported chats are made of: pages, outlines, lines as they stood, and files. Of one whose outline cannot be read that alone is known. */
export function watchImportedBlobs(
  store: Pick<DocumentStore, 'values'>,
  blobs: Pick<BlobStore, 'read'>,
): LiveQuery<readonly ImportedBlobs[]> {
  const pages = new ImportPages(blobs);
  return switchQuery(watchImports(store), ({ chats }) =>
    asyncQuery(() =>
      Promise.all(
        chats.map(async (chat) => {
          const outline = await pages.outline(chat);
          const parts = [chat.outline, ...(outline?.pages ?? []), ...(outline?.lines ?? [])];
          const named = [...parts.map(({ blob }) => blob), ...(outline?.files ?? [])];
          return { space: chat.id, name: chat.name, blobs: named };
        }),
      ),
    ),
  );
}
