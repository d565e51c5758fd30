import { type Result, err, ok } from '@shared/result.ts';
import { type FileReference, MAX_FILE_BYTES } from '@domain/chat/file.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import type { PicturePreparer, PreparedPicture } from '@ports/media.ts';
import type { OutgoingFile } from '../workspace/fileWorkspace.ts';
import { cleanMime } from './mimeType.ts';

/** What goes over, and what is said of it. */
export interface ReadyFile {
  readonly source: BlobSource;
  readonly claims: Pick<FileReference, 'name' | 'mime' | 'picture'>;
}

/**
 * Makes a file ready to be sent (FIL-1, FIL-2). What is no picture goes as the file it is. A picture that can't be drawn does not: what
 * its file says of place and camera would go along unasked.
 */
export async function makeReady(
  { file, asFile }: OutgoingFile,
  pictures: PicturePreparer,
  thumbnailBytes?: number,
): Promise<Result<ReadyFile, 'file-too-large' | 'file-unreadable'>> {
  if (file.size > MAX_FILE_BYTES) return err('file-too-large');
  const plain = { source: file, claims: { name: cleanFileName(file.name), mime: cleanMime(file.type), picture: null } };
  if (asFile) return ok(plain);
  const prepared = await pictures.preparePicture(file, thumbnailBytes);
  if (prepared.ok) return ok({ source: prepared.value.content, claims: pictureClaims(prepared.value) });
  return prepared.error.code === 'picture-unsupported' ? ok(plain) : err('file-unreadable');
}

/** The name of a photo tells when it was made, and often with what: it stays here. */
function pictureClaims({ type, width, height, blur, thumbnail }: PreparedPicture): ReadyFile['claims'] {
  const ending = type === 'image/jpeg' ? 'jpg' : type.slice('image/'.length);
  return { name: `photo.${ending}`, mime: type, picture: { width, height, blur, thumbnail } };
}
