import * as v from 'valibot';
import { type KeptSticker, keptStickerSchema } from '@domain/sticker/kept.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { mapQuery } from '../workspace/liveQueries.ts';

/** Name under which the engine publishes the stickers at hand, for every tab to read. */
export const STICKERS_NAME = 'stickers';

const viewSchema = v.fallback(v.array(keptStickerSchema), []);

/** The stickers at hand, live, oldest first. */
export function watchStickers(store: Pick<DocumentStore, 'values'>): LiveQuery<readonly KeptSticker[]> {
  return mapQuery(store.values.watch(STICKERS_NAME), (stored) => v.parse(viewSchema, stored?.value ?? []));
}
