import type { BlobId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { BanyanRead } from '@domain/importing/banyan.ts';
import { UnreadLines, splitDraft } from '@domain/importing/draft.ts';
import { ImportBuilder } from '@domain/importing/importBuilder.ts';
import {
  type ImportedChat,
  type ImportedMessage,
  PAGE_MESSAGES,
  encodeOutline,
  encodePage,
} from '@domain/importing/records.ts';
import type { AbortSignalLike } from '@ports/peerTransport.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import { FileTaker } from '../fileTaker.ts';
import { type ImportParts, type KeptBlob, importName, keepBlob, sourceOf } from '../runImport.ts';
import type { ExportFile } from '../zipFile.ts';

/** Lines are kept in pieces of about so many letters. */
const LINES_PIECE = 512 * 1024;

/** What an archive is made with. */
export interface MakerParts extends ImportParts {
  readonly find: (path: string) => ExportFile | null;
  readonly withFiles: boolean;
  readonly signal: AbortSignalLike;
  /** Names of people by their ids. */
  readonly names: ReadonlyMap<string, string>;
}

/** What an archive is of. */
export interface MadeOf {
  readonly name: string;
  readonly origin: NonNullable<ImportedChat['origin']>;
  /** Id of oneself in it. */
  readonly me: string | null;
  /** The line that tells of the whole of it. */
  readonly about: string;
}

type Done<T = void> = Promise<Result<T, WorkspaceError>>;

/** Makes one imported chat of lines of an export, page by page, and keeps the lines beside (IMA-2, IMA-4). */
export class ArchiveMaker {
  damaged = 0;
  private readonly parts: MakerParts;
  private readonly builder = new ImportBuilder();
  private readonly unread = new UnreadLines();
  private readonly pages: KeptBlob[] = [];
  private readonly lines: KeptBlob[] = [];
  private readonly files: FileTaker;
  private page: ImportedMessage[] = [];
  private held = '';
  private from = Number.POSITIVE_INFINITY;
  private to = 0;

  constructor(parts: MakerParts) {
    this.parts = parts;
    const put = (source: Parameters<typeof keepBlob>[1]) => keepBlob(parts, source, parts.signal);
    // A file is what its name says, or it is not taken: the name is the id of its bytes (IMA-5).
    const isMeant = (path: string, blob: BlobId) => {
      const isSo = path.startsWith(`media/${blob}`);
      if (!isSo) this.damaged += 1;
      return isSo;
    };
    this.files = new FileTaker({ find: (path) => parts.find(path), put, isWanted: parts.withFiles, isMeant });
  }

  get count(): number {
    return this.builder.count;
  }

  /** A line, and what it comes to. */
  async add(raw: string, { drafts, people }: BanyanRead): Done {
    for (const { key, name } of people) this.builder.meet({ key, name: this.parts.names.get(key) ?? name });
    for (const whole of drafts) {
      for (const draft of splitDraft(whole)) {
        const file = draft.file === null ? ok(null) : await this.files.take(draft.file);
        if (!file.ok) return file;
        this.page.push(this.builder.add(draft, file.value));
        this.from = Math.min(this.from, draft.at);
        this.to = Math.max(this.to, draft.at);
        const written = this.page.length === PAGE_MESSAGES ? await this.writePage() : ok();
        if (!written.ok) return written;
      }
    }
    this.held += `${raw}\n`;
    return this.held.length > LINES_PIECE ? this.writeLines() : ok();
  }

  /** A line that could not be read. */
  miss(raw: string): void {
    this.unread.add(raw);
  }

  /** Ends it; null where there was nothing in it. */
  async finish({ name, origin, me, about }: MadeOf): Done<ImportedChat | null> {
    if (this.builder.count === 0) return ok(null);
    for (const write of [() => this.writePage(), () => this.writeLines()]) {
      const written = await write();
      if (!written.ok) return written;
    }
    const { builder, unread, files, parts } = this;
    const outline = {
      ...{ people: builder.people, me: me === null ? null : builder.placeOf(me), pages: this.pages },
      ...{ files: files.blobs, unread: unread.lines, lines: this.lines, ids: builder.keys, about },
    };
    const kept = await keepBlob(parts, sourceOf(encodeOutline(outline)), parts.signal);
    if (!kept.ok) return kept;
    return ok({
      id: toBase64url(parts.random.bytes(32)) as SpaceId,
      name: importName(name),
      source: 'banyan',
      importedAt: parts.clock.now(),
      messages: builder.count,
      unread: unread.count,
      missing: files.missing,
      ...{ from: this.from, to: this.to, outline: kept.value, origin },
    });
  }

  private async writePage(): Done {
    const { page } = this;
    this.page = [];
    return page.length === 0 ? ok() : this.write(encodePage(page), this.pages);
  }

  private async writeLines(): Done {
    const { held } = this;
    this.held = '';
    return held === '' ? ok() : this.write(new TextEncoder().encode(held), this.lines);
  }

  private async write(bytes: Uint8Array, into: KeptBlob[]): Done {
    const kept = await keepBlob(this.parts, sourceOf(bytes), this.parts.signal);
    if (!kept.ok) return kept;
    into.push(kept.value);
    return ok();
  }
}
