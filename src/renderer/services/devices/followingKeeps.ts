import type { BlobId } from '@shared/ids.ts';
import { MessageKeep, favouriteSchema } from '@domain/chat/kept.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import { STICKER_KEEP, decodeSticker } from '@domain/sticker/kept.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import type { Files } from '../files/files.ts';
import type { StickerBook } from '../sticker/stickerBook.ts';
import type { FollowingKeep } from './keepSync.ts';
import type { OwnFiles } from './ownFiles.ts';

/** Messages that were put by for later. */
export function favouritesFollow(keeper: Pick<FeedKeeper, 'merge'>): FollowingKeep {
  const kind = MessageKeep.favourite;
  return {
    section: 'saved',
    kind,
    timeOf: (bytes) => readCanonical(favouriteSchema, bytes)?.at ?? null,
    merge: (id, decide) => keeper.merge({ kind, id }, decide),
  };
}

/** Stickers at hand, whose pictures come along. */
export function stickersFollow(
  book: Pick<StickerBook, 'merge' | 'find'>,
  { wanted, files }: { readonly wanted: OwnFiles; readonly files: Pick<Files, 'letGo' | 'library'> },
): FollowingKeep {
  return {
    section: 'sticker',
    kind: STICKER_KEEP,
    timeOf: (bytes) => decodeSticker(bytes)?.at ?? null,
    merge: async (id, decide) => {
      const before = book.find(id as BlobId);
      await book.merge(id, decide);
      const now = book.find(id as BlobId);
      if (now !== null) await wanted.want([now.file]);
      else if (before !== null) {
        await files.library.setKeep(before.file.blob, false);
        await files.letGo([before.file.blob]);
      }
    },
  };
}
