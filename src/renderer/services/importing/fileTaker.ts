import type { BlobId } from '@shared/ids.ts';
import { readPictureHeader } from '@shared/picture/pictureHeader.ts';
import { type Result, ok } from '@shared/result.ts';
import { MAX_DURATION, MAX_FILE_BYTES } from '@domain/chat/file.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import type { DraftFile } from '@domain/importing/draft.ts';
import { typeByName } from '@domain/importing/fileType.ts';
import type { ImportedFile } from '@domain/importing/records.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import { MAX_PICTURE_PIXELS } from '@ports/media.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { ExportFile } from './zipFile.ts';

/** What files are taken with. */
export interface FileTakerParts {
  readonly find: (path: string) => ExportFile | null;
  readonly put: (
    source: BlobSource,
  ) => Promise<Result<{ readonly blob: BlobId; readonly size: number }, WorkspaceError>>;
  /** Whether files are taken at all; else all of them are missing. */
  readonly isWanted: boolean;
  /** Whether the bytes at a path are those that were meant; without it all are. Others are told of without them, and are no file of the import. */
  readonly isMeant?: (path: string, blob: BlobId) => boolean;
}

/** So much of a picture tells how large it is, bytes. */
const HEADER_BYTES = 256 * 1024;
/** Failures of one file, which do not end an import. */
const OWN_FAULTS = new Set(['file-unreadable', 'file-too-large']);

type Kept = Pick<ImportedFile, 'blob' | 'size' | 'picture' | 'mime'>;

/** Takes the files of an export in, each once (IMP-6). */
export class FileTaker {
  missing = 0;
  private readonly parts: FileTakerParts;
  private readonly kept = new Map<string, Kept | null>();

  constructor(parts: FileTakerParts) {
    this.parts = parts;
  }

  /** Everything that was taken. */
  get blobs(): readonly BlobId[] {
    return [...new Set([...this.kept.values()].flatMap((kept) => kept?.blob ?? []))];
  }

  /** Takes a file that a message speaks of; one that is not there, or cannot be read, is told without its bytes. */
  async take(draft: DraftFile): Promise<Result<ImportedFile, WorkspaceError>> {
    const name = cleanFileName(draft.name);
    const kept = await this.keep(draft, name);
    if (!kept.ok) return kept;
    if (kept.value === null) this.missing += 1;
    const { blob, size, picture, mime } = kept.value ?? {
      blob: null,
      size: 0,
      picture: null,
      mime: draft.isPicture === true ? 'image/jpeg' : typeByName(name),
    };
    const duration = Math.min(MAX_DURATION, draft.duration);
    const isVoice = draft.media === 'voice' && mime.startsWith('audio/');
    return ok({ name, mime, size, blob, picture, media: isVoice ? 'voice' : null, duration });
  }

  private async keep({ path }: DraftFile, name: string): Promise<Result<Kept | null, WorkspaceError>> {
    const file = path === null || !this.parts.isWanted ? null : this.parts.find(path);
    if (file === null || file.size > MAX_FILE_BYTES) return ok(null);
    const known = this.kept.get(file.path);
    if (known !== undefined) return ok(known);
    const taken = await this.read(file, name);
    if (!taken.ok) return taken;
    const kept = this.asMeant(path, taken.value);
    this.kept.set(file.path, kept);
    return ok(kept);
  }

  private asMeant(path: string | null, kept: Kept | null): Kept | null {
    const { isMeant = () => true } = this.parts;
    if (path === null || kept === null || kept.blob === null || isMeant(path, kept.blob)) return kept;
    return { ...kept, blob: null, picture: null, size: 0 };
  }

  private async read(file: ExportFile, name: string): Promise<Result<Kept | null, WorkspaceError>> {
    const source = file.source();
    try {
      const look = await pictureOf(source);
      const kept = await this.parts.put(source);
      if (!kept.ok) return OWN_FAULTS.has(kept.error.code) ? ok(null) : kept;
      const picture = look === null ? null : { width: look.width, height: look.height };
      return ok({ ...kept.value, picture, mime: look?.type ?? plainType(name) });
    } catch {
      return ok(null);
    } finally {
      await source.close?.();
    }
  }
}

/** What calls itself a picture and is none is only saved. */
function plainType(name: string): string {
  const type = typeByName(name);
  return type.startsWith('image/') ? 'application/octet-stream' : type;
}

async function pictureOf(source: BlobSource) {
  const head = new Uint8Array(await source.slice(0, Math.min(source.size, HEADER_BYTES)).arrayBuffer());
  const header = readPictureHeader(head);
  if (!header.ok) return null;
  const { width, height } = header.value;
  return width * height <= MAX_PICTURE_PIXELS && width <= 65_535 && height <= 65_535 ? header.value : null;
}
