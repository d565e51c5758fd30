import { type BinaryFile, MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS, type MediaError } from '@ports/media.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { type PictureHeader, readPictureHeader } from '@shared/picture/pictureHeader.ts';

/** Bytes that may be decoded. */
export interface CheckedPicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly header: PictureHeader;
}

/** Reads a file within the limits and checks its header; only what passes here is ever given to a decoder. */
export async function checkPicture(file: BinaryFile): Promise<Result<CheckedPicture, MediaError>> {
  if (file.size > MAX_PICTURE_BYTES) return fail('picture-too-large', `${file.size} bytes`);
  const bytes = await readBytes(file);
  if (bytes === null) return fail('picture-unreadable', 'the file could not be read');
  if (bytes.length > MAX_PICTURE_BYTES) return fail('picture-too-large', `${bytes.length} bytes`);
  const header = readPictureHeader(bytes);
  if (!header.ok) return header;
  if (header.value.width * header.value.height > MAX_PICTURE_PIXELS) {
    return fail('picture-too-many-pixels', `${header.value.width} × ${header.value.height}`);
  }
  return ok({ bytes, header: header.value });
}

async function readBytes(file: BinaryFile): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return null;
  }
}
