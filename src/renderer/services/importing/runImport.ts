/** Takes a chat of an export in (IMP-10). Its code is fetched when the first is. */
import type { BlobId, SpaceId } from '@shared/ids.ts';
import { type Result, err, fail, ok } from '@shared/result.ts';
import { toBase64url } from '@shared/base64url.ts';
import { cleanLine } from '@shared/cleanLine.ts';
import { type ExportPiece, type ExportReader, telegramReader, whatsappReader } from '@domain/importing/exportReader.ts';
import { type ImportDraft, UnreadLines } from '@domain/importing/draft.ts';
import { ImportBuilder } from '@domain/importing/importBuilder.ts';
import {
  type ImportedChat,
  type ImportedFile,
  type ImportedMessage,
  MAX_IMPORT_NAME,
  PAGE_MESSAGES,
  encodeOutline,
  encodePage,
} from '@domain/importing/records.ts';
import type { BlobSource, BlobStore } from '@ports/blobStore.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import type { AbortSignalLike } from '@ports/peerTransport.ts';
import type { BlobRecords } from '../blobs/blobRecords.ts';
import { WorkSlice } from '../replication/workSlice.ts';
import type { ImportWish } from '../workspace/importWorkspace.ts';
import type { WorkspaceError, WorkspaceErrorCode } from '../workspace/workspaceErrors.ts';
import { type OpenedExport, openExport } from './exportFiles.ts';
import { FileTaker } from './fileTaker.ts';
import type { ImportBook } from './importBook.ts';
import { localTime } from './localTime.ts';
import { piecesOf, textOf } from './pieces.ts';
import { latestYear } from './scanExport.ts';

/** What an import works with. */
export interface ImportParts {
  readonly blobs: Pick<BlobStore, 'put'>;
  readonly records: Pick<BlobRecords, 'own'>;
  readonly book: ImportBook;
  readonly clock: Clock;
  readonly random: Random;
}

/** How often it is told how far it has come, ms. */
const TOLD_EVERY = 250;

type Taken = Result<ImportedChat, WorkspaceError>;

/** Takes in what is wished, page by page. What was kept of one that fails is for the caller to let go. */
export async function runImport(parts: ImportParts, wish: ImportWish, signal: AbortSignalLike): Promise<Taken> {
  const opened = await openExport(wish.files);
  return opened.ok ? new OneImport(parts, { wish, opened: opened.value, signal }).run() : opened;
}

class OneImport {
  private readonly parts: ImportParts;
  private readonly wish: ImportWish;
  private readonly opened: OpenedExport;
  private readonly signal: AbortSignalLike;
  private readonly builder = new ImportBuilder();
  private readonly unread = new UnreadLines();
  private readonly pages: { blob: BlobId; size: number }[] = [];
  private readonly files: FileTaker;
  private readonly slice: WorkSlice;
  private page: ImportedMessage[] = [];
  private from = Number.POSITIVE_INFINITY;
  private to = 0;
  private textDone = 0;
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(
    parts: ImportParts,
    asked: { readonly wish: ImportWish; readonly opened: OpenedExport; readonly signal: AbortSignalLike },
  ) {
    this.parts = parts;
    this.wish = asked.wish;
    this.opened = asked.opened;
    this.signal = asked.signal;
    this.slice = new WorkSlice(parts.clock);
    const put = (source: BlobSource) => this.put(source);
    this.files = new FileTaker({ find: asked.opened.find, put, isWanted: asked.wish.withFiles });
  }

  async run(): Promise<Taken> {
    const read = await this.readAll();
    if (!read.ok) return read;
    if (this.builder.count === 0) return fail('import-unknown', 'no messages in it');
    const last = await this.writePage();
    return last.ok ? this.finish() : last;
  }

  private async readAll(): Promise<Result<void, WorkspaceError>> {
    const { text } = this.opened;
    const reader = this.reader();
    const source = text.source();
    try {
      for await (const piece of textOf(piecesOf(source))) {
        const taken = await this.take(reader.push(piece.text));
        if (!taken.ok) return taken;
        this.textDone += piece.bytes;
      }
      return await this.take(reader.end());
    } catch {
      return fail('import-damaged', 'the text cannot be read to its end');
    } finally {
      await source.close?.();
    }
  }

  private reader(): ExportReader {
    const { wish, opened, unread, parts } = this;
    const hasFile = (name: string) => opened.find(name) !== null;
    return opened.source === 'whatsapp'
      ? whatsappReader({ order: wish.order, lastYear: latestYear(parts.clock), localTime, hasFile, unread })
      : telegramReader({ chat: wish.chat, localTime, unread });
  }

  private async take({ drafts, people }: ExportPiece): Promise<Result<void, WorkspaceError>> {
    for (const person of people) this.builder.meet(person);
    for (const draft of drafts) {
      if (this.signal.aborted) return fail('upload-cancelled', 'the person gave up');
      const file = await this.fileOf(draft);
      if (!file.ok) return file;
      this.page.push(this.builder.add(draft, file.value));
      this.from = Math.min(this.from, draft.at);
      this.to = Math.max(this.to, draft.at);
      if (this.page.length === PAGE_MESSAGES) {
        const written = await this.writePage();
        if (!written.ok) return written;
      }
      if (this.slice.isOver) await this.rest();
    }
    return ok();
  }

  private fileOf({ file }: ImportDraft): Promise<Result<ImportedFile | null, WorkspaceError>> {
    return file === null ? Promise.resolve(ok(null)) : this.files.take(file);
  }

  private async rest(): Promise<void> {
    this.tell();
    await this.slice.letGo();
  }

  private tell(): void {
    const { clock, book } = this.parts;
    const now = clock.monotonic();
    if (now - this.toldAt < TOLD_EVERY) return;
    this.toldAt = now;
    const { size } = this.opened.text;
    const done = size === 0 ? 0 : Math.min(1, this.textDone / size);
    void book.tell({ name: this.wish.name, done, messages: this.builder.count });
  }

  private async writePage(): Promise<Result<void, WorkspaceError>> {
    const { page } = this;
    if (page.length === 0) return ok();
    this.page = [];
    const kept = await this.put(sourceOf(encodePage(page)));
    if (!kept.ok) return kept;
    this.pages.push(kept.value);
    return ok();
  }

  private async finish(): Promise<Taken> {
    const { builder, wish, unread, files } = this;
    const me = wish.me === null ? null : builder.placeOf(wish.me);
    const outline = { people: builder.people, me, pages: this.pages, files: files.blobs, unread: unread.lines };
    const kept = await this.put(sourceOf(encodeOutline(outline)));
    if (!kept.ok) return kept;
    return ok({
      id: toBase64url(this.parts.random.bytes(32)) as SpaceId,
      name: importName(wish.name),
      source: this.opened.source,
      importedAt: this.parts.clock.now(),
      messages: builder.count,
      unread: unread.count,
      missing: files.missing,
      from: this.from,
      to: this.to,
      outline: kept.value,
    });
  }

  /** Not by the library, which would offer it to others (IMP-10). */
  private async put(source: BlobSource): Promise<Result<KeptBlob, WorkspaceError>> {
    const kept = await keepBlob(this.parts, source, this.signal);
    if (kept.ok) this.tell();
    return kept;
  }
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
