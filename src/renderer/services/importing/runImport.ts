/** Takes a chat of an export in (IMP-10). Its code is fetched when the first is. */
import { type Result, fail, ok } from '@shared/result.ts';
import { type ExportPiece, type ExportReader, telegramReader, whatsappReader } from '@domain/importing/exportReader.ts';
import type { ImportedChat } from '@domain/importing/records.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import type { AbortSignalLike } from '@ports/peerTransport.ts';
import { WorkSlice } from '../replication/workSlice.ts';
import type { ImportWish } from '../workspace/importWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { type OpenedExport, openExport } from './exportFiles.ts';
import { FileTaker } from './fileTaker.ts';
import { type ImportParts, type KeptBlob, keepBlob } from './keepBlob.ts';
import { localTime } from './localTime.ts';
import { PageMaker } from './pageMaker.ts';
import { piecesOf, textOf } from './pieces.ts';
import { latestYear } from './scanExport.ts';

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
  private readonly maker: PageMaker;
  private readonly slice: WorkSlice;
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
    const files = new FileTaker({ find: asked.opened.find, put, isWanted: asked.wish.withFiles });
    this.maker = new PageMaker({ ...parts, files, put });
  }

  async run(): Promise<Taken> {
    const read = await this.readAll();
    if (!read.ok) return read;
    if (this.maker.builder.count === 0) return fail('import-unknown', 'no messages in it');
    const { name, me } = this.wish;
    return this.maker.finish({ name, me, about: { source: this.opened.source }, beside: {} });
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
    const { wish, opened, parts } = this;
    const { unread } = this.maker;
    const hasFile = (name: string) => opened.find(name) !== null;
    return opened.source === 'whatsapp'
      ? whatsappReader({ order: wish.order, lastYear: latestYear(parts.clock), localTime, hasFile, unread })
      : telegramReader({ chat: wish.chat, localTime, unread });
  }

  private async take({ drafts, people }: ExportPiece): Promise<Result<void, WorkspaceError>> {
    for (const person of people) this.maker.builder.meet(person);
    for (const draft of drafts) {
      if (this.signal.aborted) return fail('upload-cancelled', 'the person gave up');
      const added = await this.maker.add(draft);
      if (!added.ok) return added;
      if (this.slice.isOver) await this.rest();
    }
    return ok();
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
    void book.tell({ name: this.wish.name, done, messages: this.maker.builder.count });
  }

  /** Not by the library, which would offer it to others (IMP-10). */
  private async put(source: BlobSource): Promise<Result<KeptBlob, WorkspaceError>> {
    const kept = await keepBlob(this.parts, source, this.signal);
    if (kept.ok) this.tell();
    return kept;
  }
}

export { importName } from './keepBlob.ts';
export { sameTalk } from './sameTalk.ts';
