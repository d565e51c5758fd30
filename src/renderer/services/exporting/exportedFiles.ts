import type { BlobId } from '@shared/ids.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { cleanFileName, endingStart } from '@domain/chat/fileName.ts';
import { pictureEnding } from '@domain/exporting/quietFiles.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { ExportedFiles } from '../workspace/exportWorkspace.ts';

/** A file that is to be in the archive. */
export interface WantedFile {
  readonly path: string;
  readonly blob: BlobId;
  readonly size: number;
}

/** Decides which files are in an export, and by which names (CEX-7). */
export class FilesOfExport {
  readonly wanted: WantedFile[] = [];
  private readonly store: Pick<DocumentStore, 'blobs'>;
  private readonly which: ExportedFiles;
  private readonly paths = new Map<BlobId, string | null>();
  private readonly missed = new Set<BlobId>();
  private readonly passed = new Set<BlobId>();

  constructor(store: Pick<DocumentStore, 'blobs'>, which: ExportedFiles) {
    this.store = store;
    this.which = which;
  }

  /** Files that are not on this device. */
  get missing(): number {
    return this.missed.size;
  }

  /** Files that were not asked for. */
  get unwanted(): number {
    return this.passed.size;
  }

  /** Where the file of a message is in the archive; null where it has none, or it is not in it. */
  async pathOf(body: MessageRecord['body']): Promise<string | null> {
    const file = fileOf(body);
    if (file === null) return null;
    const known = this.paths.get(file.blob);
    if (known !== undefined) return known;
    const path = await this.place(file, isShown(body));
    this.paths.set(file.blob, path);
    return path;
  }

  /** A file was there when it was asked for, and is not any more. */
  lost({ blob }: WantedFile): void {
    this.missed.add(blob);
  }

  private async place(file: FileReference, isPicture: boolean): Promise<string | null> {
    if (this.which === 'none' || (this.which === 'pictures' && !isPicture)) {
      this.passed.add(file.blob);
      return null;
    }
    const row = await this.store.blobs.get(file.blob);
    if (!row.ok || row.value?.state !== 'complete') {
      this.missed.add(file.blob);
      return null;
    }
    const path = `media/${nameFor(this.wanted.length + 1, file)}`;
    this.wanted.push({ path, blob: file.blob, size: file.size });
    return path;
  }
}

/** Numbered, so that each has a name of its own, whatever senders called them; a picture ends as pictures do (CEX-8). */
function nameFor(number: number, file: FileReference): string {
  const name = cleanFileName(file.name);
  const start = endingStart(name);
  const stem = name.slice(0, Math.min(start, 60)).toWellFormed();
  const ending = file.picture === null ? null : pictureEnding(name, file.mime);
  return `${String(number).padStart(5, '0')}-${stem}${ending ?? name.slice(start)}`;
}

function fileOf(body: MessageRecord['body']): FileReference | null {
  if (body.kind === 'file') return body.file;
  return body.kind === 'sticker' ? body.sticker.file : null;
}

function isShown(body: MessageRecord['body']): boolean {
  if (body.kind !== 'file') return body.kind === 'sticker';
  return body.file.picture !== null || body.media?.kind === 'voice';
}
