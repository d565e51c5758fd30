import type { BlobId } from '@shared/ids.ts';
import { readPictureHeader } from '@shared/picture/pictureHeader.ts';
import { type Result, err, fail, ok } from '@shared/result.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { type KeptSticker, STICKER_SIDE } from '@domain/sticker/kept.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import type { Clock } from '@ports/clock.ts';
import type { Files } from '../files/files.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { StickerActs, StickerWords } from '../workspace/stickerWorkspace.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { StickerBook } from './stickerBook.ts';

/** Largest picture of a sticker that is taken from an export, bytes. */
const MAX_STICKER_BYTES = 2 * 1024 * 1024;

/** What the acts work with. */
export interface StickerActParts {
  readonly book: StickerBook;
  readonly files: Pick<Files, 'take' | 'letGo'> & { readonly library: Pick<Files['library'], 'setKeep' | 'put'> };
  readonly clock: Clock;
}

/** What a person does with the stickers at hand (STK-1…STK-5). */
export function createStickerActs(parts: StickerActParts): StickerActs {
  const { book, clock } = parts;
  return {
    makeSticker: async (picture, words) => {
      const taken = await parts.files.take({ ...picture, asFile: false });
      if (!taken.ok) return fail(taken.error, 'the picture was not taken');
      if (taken.value.picture === null) return fail('file-unreadable', 'no picture');
      const before = book.find(taken.value.blob);
      const sticker = { file: slim(taken.value), ...words, addedAt: before?.addedAt ?? clock.now() };
      const put = await keep(parts, sticker);
      return put.ok ? ok(book.find(sticker.file.blob) ?? sticker) : put;
    },
    bringSticker: (file, words) => bring(parts, file, words),
    keepSticker: async ({ file, emoji }, pack) => {
      if (book.find(file.blob) !== null) return ok();
      return keep(parts, { file: slim(file), emoji, pack, addedAt: clock.now() });
    },
    changeSticker: async (blob, words) => {
      const before = book.find(blob);
      return before === null ? fail('file-missing', 'no such sticker') : keep(parts, { ...before, ...words });
    },
    removeSticker: (blob) => remove(parts, blob),
  };
}

/** The bytes decide what it is, not what is said of it. */
async function bring(
  parts: StickerActParts,
  file: BlobSource,
  { blob, ...words }: StickerWords & { readonly blob: BlobId },
): Outcome {
  if (parts.book.find(blob) !== null) return ok();
  if (file.size > MAX_STICKER_BYTES) return fail('file-too-large', `${file.size} bytes`);
  const bytes = new Uint8Array(await file.slice(0, file.size).arrayBuffer());
  const header = readPictureHeader(bytes);
  if (!header.ok || Math.max(header.value.width, header.value.height) > STICKER_SIDE)
    return fail('file-unreadable', 'no picture of a sticker');
  const put = await parts.files.library.put(file);
  if (!put.ok) return fail(put.error.code === 'storage-full' ? 'storage-full' : 'storage-failed', put.error.message);
  const { id, size } = put.value;
  if (id !== blob) {
    await parts.files.letGo([id]);
    return fail('file-unreadable', 'it is another than it is called');
  }
  const { type, width, height } = header.value;
  const name = `sticker.${type.slice('image/'.length)}`;
  const reference = { blob, size, name, mime: type, picture: { width, height, blur: '', thumbnail: null } };
  return keep(parts, { file: reference, ...words, addedAt: parts.clock.now() });
}

/** Kept first, so that no clean-up takes the picture before the sticker is there. */
async function keep({ book, files }: StickerActParts, sticker: KeptSticker): Outcome {
  const { blob } = sticker.file;
  const isNew = book.find(blob) === null;
  await files.library.setKeep(blob, true);
  const put = kindOf(await book.put(sticker));
  if (!put.ok && isNew) await letGo(files, blob);
  return put;
}

async function remove({ book, files }: StickerActParts, blob: BlobId): Outcome {
  const removed = kindOf(await book.remove(blob));
  if (removed.ok) await letGo(files, blob);
  return removed;
}

async function letGo(files: StickerActParts['files'], blob: BlobId): Promise<void> {
  await files.library.setKeep(blob, false);
  await files.letGo([blob]);
}

/** All of them are told to every tab at once: the small pictures in them would be megabytes. */
function slim(file: FileReference): FileReference {
  return file.picture === null ? file : { ...file, picture: { ...file.picture, thumbnail: null } };
}

function kindOf(kept: Awaited<ReturnType<StickerBook['put']>>): Result<void, WorkspaceError> {
  if (kept.ok) return ok();
  const { code, message } = kept.error;
  return code === 'setting-invalid' ? fail(code, message) : err(storeFailure({ code, message }));
}
