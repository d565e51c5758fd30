import { type Result, err, ok } from '@shared/result.ts';
import type { FileReference } from '@domain/chat/file.ts';
import type { BlobError, PutOptions } from '@ports/blobStore.ts';
import type { FileUpload, OutgoingFile } from '../workspace/fileWorkspace.ts';
import type { FileParts } from './fileParts.ts';
import { makeReady } from './makeReady.ts';

/** Why a file was not taken in. */
export type UploadError = NonNullable<FileUpload['error']>;

/** Hears how large it is once it was made ready, and how far it has come. */
export interface TakeOptions extends PutOptions {
  /** Most bytes of a picture's small picture; as many as a message may carry unless given. */
  readonly thumbnailBytes?: number;
  readonly onSize?: (size: number) => void;
}

/** Takes in a file a person chose (FIL-1, FIL-2): made ready, read, and kept by the host when this resolves. Nothing speaks of it yet. */
export async function takeFile(
  { pictures, library }: Pick<FileParts, 'pictures' | 'library'>,
  outgoing: OutgoingFile,
  { onSize, thumbnailBytes, ...options }: TakeOptions = {},
): Promise<Result<FileReference, UploadError>> {
  const made = await makeReady(outgoing, pictures, thumbnailBytes);
  if (!made.ok) return made;
  const { source, claims } = made.value;
  onSize?.(source.size);
  const kept = await library.put(source, options);
  return kept.ok ? ok({ blob: kept.value.id, size: kept.value.size, ...claims }) : err(uploadError(kept.error));
}

/** How a blob that could not be kept is told of. */
export function uploadError({ code }: BlobError): UploadError {
  if (code === 'blob-too-large') return 'file-too-large';
  if (code === 'blob-unreadable') return 'file-unreadable';
  return code === 'storage-full' ? 'storage-full' : 'storage-failed';
}
