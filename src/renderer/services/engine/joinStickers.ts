import { FeedKeeper } from '../feed/feedKeeper.ts';
import type { Files } from '../files/files.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import { createStickerActs } from '../sticker/stickerActs.ts';
import { StickerBook } from '../sticker/stickerBook.ts';
import type { StickerActs } from '../workspace/stickerWorkspace.ts';
import type { EngineParts } from './engineParts.ts';

/** The stickers at hand, in a running engine. The book has yet to be loaded. */
export interface JoinedStickers {
  readonly book: StickerBook;
  readonly acts: StickerActs;
}

/** Joins the stickers at hand to files. */
export function joinStickers(
  { store, clock }: Pick<EngineParts, 'store' | 'clock'>,
  { journal, files }: { readonly journal: EventJournal; readonly files: Files },
): JoinedStickers {
  const book = new StickerBook({ store, clock, keeper: new FeedKeeper({ store, journal, clock }) });
  files.keepDrafted(() => Promise.resolve(book.pictures()));
  return { book, acts: createStickerActs({ book, files, clock }) };
}
