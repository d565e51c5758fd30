/** What the screens may see and do about the stickers a person has at hand. */
import type { BlobId } from '@shared/ids.ts';
import type { Sticker } from '@domain/chat/bodies.ts';
import type { KeptSticker } from '@domain/sticker/kept.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { OutgoingFile } from './fileWorkspace.ts';
import type { Outcome } from './workspaceErrors.ts';

/** What is said of a sticker at hand. */
export interface StickerWords {
  readonly emoji: string;
  /** Its pile; empty for the first one. */
  readonly pack: string;
}

/** Acts of {@link StickerWorkspace}, done by the engine. Each fails with a code of `workspaceErrorCodes`. */
export interface StickerActs {
  /** Makes a sticker of a picture of a person's own, already cut to size. */
  makeSticker(picture: OutgoingFile, words: StickerWords): Outcome<KeptSticker>;
  /** Takes in one that was exported, byte for byte: `file-unreadable` where it is no picture of a sticker, or not the blob it is called. */
  bringSticker(file: BlobSource, words: StickerWords & { readonly blob: BlobId }): Outcome;
  /** Puts one that somebody sent beside one's own. */
  keepSticker(sticker: Sticker, pack: string): Outcome;
  changeSticker(blob: BlobId, words: StickerWords): Outcome;
  /** Takes one away here; where it was sent it stays. */
  removeSticker(blob: BlobId): Outcome;
}

/** See the head of this file. */
export interface StickerWorkspace extends StickerActs {
  stickers(): LiveQuery<readonly KeptSticker[]>;
}

/** Every name of {@link StickerActs}. */
export const stickerActNames = [
  'makeSticker',
  'bringSticker',
  'keepSticker',
  'changeSticker',
  'removeSticker',
] as const satisfies readonly (keyof StickerActs)[];
