import type { BlobId } from '@shared/ids.ts';
import { chunkCountOf } from '@shared/blob.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { fileExtension } from '@domain/chat/fileName.ts';
import { isShallow } from '@domain/exporting/all/depth.ts';
import { MOST_MEDIA } from '@domain/exporting/all/form.ts';
import type { LineOf } from '@domain/exporting/all/lines.ts';
import { mediaPath } from '@domain/exporting/all/postFacts.ts';
import { opensQuietly, pictureEnding } from '@domain/exporting/quietFiles.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { AllWriter } from './allWriter.ts';

interface Wanted {
  readonly path: string;
  readonly blob: BlobId;
  readonly size: number;
}

/** What media are written with. */
export interface MediaParts {
  readonly store: Pick<DocumentStore, 'blobs'>;
  readonly blobs: Pick<BlobStore, 'read'>;
}

/** Which files an export of everything has: each that is whole on this device and spoken of, once (EXA-5). */
export class AllMedia {
  private readonly parts: MediaParts;
  private readonly isWanted: boolean;
  private readonly paths = new Map<BlobId, string | null>();
  private readonly wanted: Wanted[] = [];
  private readonly missed = new Set<BlobId>();
  private unwanted = 0;

  constructor(parts: MediaParts, isWanted: boolean) {
    this.parts = parts;
    this.isWanted = isWanted;
  }

  get leftOut(): { readonly filesNotHere: number; readonly filesNotWanted: number } {
    return { filesNotHere: this.missed.size, filesNotWanted: this.unwanted };
  }

  /** Bytes of all that is to be written. */
  get total(): number {
    return this.wanted.reduce((sum, { size }) => sum + size, 0);
  }

  /** Asks for a file; from then on {@link pathOf} knows where it is. */
  async want(file: Pick<FileReference, 'blob' | 'name' | 'mime' | 'picture'>): Promise<string | null> {
    const known = this.paths.get(file.blob);
    if (known !== undefined) return known;
    const path = await this.place(file);
    this.paths.set(file.blob, path);
    return path;
  }

  readonly pathOf = ({ blob }: Pick<FileReference, 'blob'>): string | null => this.paths.get(blob) ?? null;

  /** A line of an export that was imported, with its files where they are now, in the talk `conversation`; one nested deeper than lines are is as it was. */
  async placeAgain(raw: string, conversation: string): Promise<string> {
    const line: unknown = JSON.parse(raw);
    if (!isShallow(line)) return raw;
    const isMoved = await this.placeIn(line);
    const isOther = isObject(line) && 'conversation' in line && line['conversation'] !== conversation;
    if (isOther) line['conversation'] = conversation;
    return isMoved || isOther ? JSON.stringify(line) : raw;
  }

  /** Whether a file in it has another path than it says. */
  private async placeIn(value: unknown): Promise<boolean> {
    if (!isObject(value)) return false;
    let isMoved = false;
    for (const one of Object.values(value)) isMoved = (await this.placeIn(one)) || isMoved;
    const { blob, path, name, type } = value;
    if (typeof blob !== 'string' || typeof name !== 'string' || typeof type !== 'string') return isMoved;
    const picture =
      type.startsWith('image/') && 'width' in value ? { width: 1, height: 1, blur: '', thumbnail: null } : null;
    const now = await this.want({ blob: blob as BlobId, name, mime: type, picture });
    value['path'] = now;
    return isMoved || now !== path;
  }

  /** Writes them all, and tells of each that was whole. `onPiece`: so many bytes more were written. */
  async *write(writer: AllWriter, onPiece: (bytes: number) => Promise<void>): AsyncGenerator<LineOf<'media'>> {
    for (const file of this.wanted) {
      const { path, blob, size } = file;
      const { bytes, sha256 } = await writer.media(path, size, this.pieces(file, onPiece));
      if (bytes === size) yield { path, blob, bytes, sha256 };
      else this.missed.add(blob);
    }
  }

  private async place(file: Parameters<AllMedia['want']>[0]): Promise<string | null> {
    const row = await this.parts.store.blobs.get(file.blob);
    const here = row.ok && row.value?.state === 'complete' ? row.value : null;
    if (here === null || this.wanted.length >= MOST_MEDIA) {
      this.missed.add(file.blob);
      return null;
    }
    if (!this.isWanted) {
      this.unwanted += 1;
      return null;
    }
    const path = mediaPath(file.blob, endingOf(file));
    this.wanted.push({ path, blob: file.blob, size: here.size });
    return path;
  }

  private async *pieces({ blob, size }: Wanted, onPiece: (bytes: number) => Promise<void>) {
    for (let index = 0; index < chunkCountOf(size); index += 1) {
      const chunk = await this.parts.blobs.read(blob, index);
      // What cannot be read any more is in the archive as far as it could, and is not listed.
      if (!chunk.ok || chunk.value === null) return;
      yield chunk.value;
      await onPiece(chunk.value.length);
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A picture ends as pictures do; what could run when it is opened has an ending that nothing runs (EXA-5). */
function endingOf({ name, mime, picture }: Parameters<AllMedia['want']>[0]): string {
  const shown = picture === null ? null : pictureEnding(name, mime);
  if (shown !== null) return shown;
  const ending = fileExtension(name);
  return opensQuietly(name) && /^[a-z0-9]{1,8}$/.test(ending) ? `.${ending}` : '.bin';
}
