import type { SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { toBase64url } from '@shared/base64url.ts';
import { type ImportDraft, UnreadLines } from '@domain/importing/draft.ts';
import { ImportBuilder } from '@domain/importing/importBuilder.ts';
import {
  type ImportedChat,
  type ImportedMessage,
  PAGE_MESSAGES,
  encodeOutline,
  encodePage,
} from '@domain/importing/records.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { FileTaker } from './fileTaker.ts';
import { type KeptBlob, importName, sourceOf } from './keepBlob.ts';

/** What pages are made with. */
export interface PageParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Pick<Random, 'bytes'>;
  readonly files: Pick<FileTaker, 'take' | 'blobs' | 'missing'>;
  readonly put: (source: BlobSource) => Promise<Result<KeptBlob, WorkspaceError>>;
}

/** What there is to say of a chat that is whole. */
export interface WholeChat {
  readonly name: string;
  /** Key of oneself in it. */
  readonly me: string | null;
  readonly about: Pick<ImportedChat, 'source'> & Pick<Partial<ImportedChat>, 'origin'>;
  /** What its outline has beside people, pages and files. */
  readonly beside: Omit<Parameters<typeof encodeOutline>[0], 'people' | 'me' | 'pages' | 'files' | 'unread'>;
}

type Done<T = void> = Promise<Result<T, WorkspaceError>>;

/** Makes one imported chat of messages as they come, page by page (IMP-10). */
export class PageMaker {
  readonly builder = new ImportBuilder();
  readonly unread = new UnreadLines();
  private readonly parts: PageParts;
  private readonly pages: KeptBlob[] = [];
  private page: ImportedMessage[] = [];
  private from = Number.POSITIVE_INFINITY;
  private to = 0;

  constructor(parts: PageParts) {
    this.parts = parts;
  }

  /** A message, with its file where that is taken. */
  async add(draft: ImportDraft): Done {
    const file = draft.file === null ? ok(null) : await this.parts.files.take(draft.file);
    if (!file.ok) return file;
    this.page.push(this.builder.add(draft, file.value));
    this.from = Math.min(this.from, draft.at);
    this.to = Math.max(this.to, draft.at);
    return this.page.length === PAGE_MESSAGES ? this.writePage() : ok();
  }

  /** The last page, and what names them all. At least one message must have come. */
  async finish({ name, me, about, beside }: WholeChat): Done<ImportedChat> {
    const last = await this.writePage();
    if (!last.ok) return last;
    const { builder, unread, pages } = this;
    const { files, put, random, clock } = this.parts;
    const whose = { people: builder.people, me: me === null ? null : builder.placeOf(me) };
    const outline = { ...whose, pages, files: files.blobs, unread: unread.lines, ...beside };
    const kept = await put(sourceOf(encodeOutline(outline)));
    if (!kept.ok) return kept;
    return ok({
      id: toBase64url(random.bytes(32)) as SpaceId,
      name: importName(name),
      importedAt: clock.now(),
      messages: builder.count,
      unread: unread.count,
      missing: files.missing,
      from: this.from,
      to: this.to,
      outline: kept.value,
      ...about,
    });
  }

  private async writePage(): Done {
    const { page } = this;
    this.page = [];
    if (page.length === 0) return ok();
    const kept = await this.parts.put(sourceOf(encodePage(page)));
    if (!kept.ok) return kept;
    this.pages.push(kept.value);
    return ok();
  }
}
