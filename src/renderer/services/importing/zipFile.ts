import { type Result, err, fail, ok } from '@shared/result.ts';
import {
  LOCAL_BYTES,
  TAIL_BYTES,
  type ZipEntry,
  type ZipProblem,
  dataOffset,
  findDirectory,
  readDirectory,
} from '@domain/archive/zipDirectory.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import { CheckedSource } from './checkedSource.ts';
import { type Pieces, inflated, piecesOf } from './pieces.ts';

/** A file of an export: alone, or in an archive. */
export interface ExportFile {
  readonly path: string;
  readonly size: number;
  readonly source: () => BlobSource & { close?: () => Promise<void> };
}

/** The files in an archive. Nothing but its list is read. */
export async function openZip(archive: BlobSource): Promise<Result<readonly ExportFile[], ZipProblem>> {
  try {
    const tail = await bytesOf(archive, Math.max(0, archive.size - TAIL_BYTES), archive.size);
    const place = findDirectory(tail, archive.size);
    if (!place.ok) return place;
    const { offset, size } = place.value;
    const list = readDirectory(await bytesOf(archive, offset, offset + size), place.value);
    return list.ok ? ok(list.value.map((entry) => exportFile(archive, entry))) : err(list.error);
  } catch {
    return fail('archive-damaged', 'it can no longer be read');
  }
}

function exportFile(archive: BlobSource, entry: ZipEntry): ExportFile {
  const open = () => (entry.isDeflated ? inflated(packedPieces(archive, entry)) : packedPieces(archive, entry));
  return { path: entry.path, size: entry.size, source: () => new CheckedSource(entry, open) };
}

async function* packedPieces(archive: BlobSource, entry: ZipEntry): Pieces {
  const local = await bytesOf(archive, entry.offset, Math.min(archive.size, entry.offset + LOCAL_BYTES));
  const start = dataOffset(local, entry);
  if (start === null || start + entry.packed > archive.size) throw new Error('a file that is not where it should be');
  yield* piecesOf(archive, start, start + entry.packed);
}

async function bytesOf(source: BlobSource, start: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await source.slice(start, end).arrayBuffer());
}
