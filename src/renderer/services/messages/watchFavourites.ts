import type { SpaceId } from '@shared/ids.ts';
import { MessageKeep, favouriteSchema } from '@domain/chat/kept.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** Which messages of a space are put by for later. */
export function watchFavourites(
  store: DocumentStore,
  space: SpaceId,
  onChange: (starred: ReadonlySet<string>) => void,
): Disposer {
  let known = '';
  return store.feed.keeps.watchAll(MessageKeep.favourite).subscribe((state) => {
    const keeps = state.status === 'ready' ? state.value : [];
    const starred = keeps.filter(({ bytes }) => {
      const kept = readCanonical(favouriteSchema, bytes);
      return kept?.space === space && kept.on;
    });
    const key = starred.map(({ id }) => id).join();
    if (key === known) return;
    known = key;
    onChange(new Set(starred.map(({ id }) => id)));
  });
}
