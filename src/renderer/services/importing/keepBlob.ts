/** What an import works with, and how it keeps bytes. */
import type { BlobId } from '@shared/ids.ts';
import { type Result, err, ok } from '@shared/result.ts';
import { cleanLine } from '@shared/cleanLine.ts';
import { MAX_IMPORT_NAME } from '@domain/importing/records.ts';
import type { BlobSource, BlobStore } from '@ports/blobStore.ts';
import type { Clock } from '@ports/clock.ts';
import type { AbortSignalLike } from '@ports/peerTransport.ts';
import type { Random } from '@ports/random.ts';
import type { BlobRecords } from '../blobs/blobRecords.ts';
import type { WorkspaceError, WorkspaceErrorCode } from '../workspace/workspaceErrors.ts';
import type { ImportBook } from './importBook.ts';

/** What an import works with. */
export interface ImportParts {
  readonly blobs: Pick<BlobStore, 'put'>;
  readonly records: Pick<BlobRecords, 'own'>;
  readonly book: ImportBook;
  readonly clock: Clock;
  readonly random: Random;
}

/** A blob and its length. */
export interface KeptBlob {
  readonly blob: BlobId;
  readonly size: number;
}

/** Keeps bytes of an import, which nobody is told of. */
export async function keepBlob(
  { blobs, records, book }: Pick<ImportParts, 'blobs' | 'records' | 'book'>,
  source: BlobSource,
  signal: AbortSignalLike,
): Promise<Result<KeptBlob, WorkspaceError>> {
  const kept = await blobs.put(source, { signal });
  if (!kept.ok) return err({ code: CODES[kept.error.code] ?? 'storage-failed', message: kept.error.message });
  const { id, size } = kept.value;
  book.hold(id);
  await records.own(id, size);
  return ok({ blob: id, size });
}

const CODES: Readonly<Record<string, WorkspaceErrorCode>> = {
  'blob-cancelled': 'upload-cancelled',
  'blob-unreadable': 'file-unreadable',
  'blob-too-large': 'file-too-large',
  'storage-full': 'storage-full',
  unreachable: 'host-unreachable',
};

/** A name as it is kept. */
export function importName(name: string): string {
  return cleanLine(cleanLine(name).slice(0, MAX_IMPORT_NAME).toWellFormed());
}

/** Bytes as a file to be kept. */
export function sourceOf(bytes: Uint8Array): BlobSource {
  return new Blob([new Uint8Array(bytes)]);
}
