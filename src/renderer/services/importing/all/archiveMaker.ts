import type { BlobId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { BanyanRead } from '@domain/importing/banyan.ts';
import { splitDraft } from '@domain/importing/draft.ts';
import type { ImportedChat } from '@domain/importing/records.ts';
import type { AbortSignalLike } from '@ports/peerTransport.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import { FileTaker } from '../fileTaker.ts';
import { type ImportParts, type KeptBlob, keepBlob, sourceOf } from '../keepBlob.ts';
import { PageMaker } from '../pageMaker.ts';
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
  private readonly maker: PageMaker;
  private readonly lines: KeptBlob[] = [];
  private held = '';

  constructor(parts: MakerParts) {
    this.parts = parts;
    const put = (source: Parameters<typeof keepBlob>[1]) => keepBlob(parts, source, parts.signal);
    // A file is what its name says, or it is not taken: the name is the id of its bytes (IMA-5).
    const isMeant = (path: string, blob: BlobId) => {
      const isSo = path.startsWith(`media/${blob}`);
      if (!isSo) this.damaged += 1;
      return isSo;
    };
    const files = new FileTaker({ find: (path) => parts.find(path), put, isWanted: parts.withFiles, isMeant });
    this.maker = new PageMaker({ ...parts, files, put });
  }

  get count(): number {
    return this.maker.builder.count;
  }

  /** A line, and what it comes to. */
  async add(raw: string, { drafts, people }: BanyanRead): Done {
    for (const { key, name } of people) this.maker.builder.meet({ key, name: this.parts.names.get(key) ?? name });
    for (const whole of drafts) {
      for (const draft of splitDraft(whole)) {
        const added = await this.maker.add(draft);
        if (!added.ok) return added;
      }
    }
    this.held += `${raw}\n`;
    return this.held.length > LINES_PIECE ? this.writeLines() : ok();
  }

  /** A line that could not be read. */
  miss(raw: string): void {
    this.maker.unread.add(raw);
  }

  /** Ends it; null where there was nothing in it. */
  async finish({ name, origin, me, about }: MadeOf): Done<ImportedChat | null> {
    if (this.count === 0) return ok(null);
    const last = await this.writeLines();
    if (!last.ok) return last;
    const beside = { lines: this.lines, ids: this.maker.builder.keys, about };
    return this.maker.finish({ name, me, about: { source: 'banyan', origin }, beside });
  }

  private async writeLines(): Done {
    const { held } = this;
    this.held = '';
    if (held === '') return ok();
    const kept = await keepBlob(this.parts, sourceOf(new TextEncoder().encode(held)), this.parts.signal);
    if (!kept.ok) return kept;
    this.lines.push(kept.value);
    return ok();
  }
}
