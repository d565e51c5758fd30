import type { BlobId, SpaceId } from '@shared/ids.ts';
import { FILE_KIND } from '@domain/chat/project.ts';
import { fromBase64url } from '@shared/base64url.ts';
import { type MessageExtras, encodeExtras } from '@domain/chat/extras.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import { Turn } from '../turn.ts';
import type { FileUpload, OutgoingFile } from '../workspace/fileWorkspace.ts';
import type { FileParts } from './fileParts.ts';
import { Stop } from './stop.ts';
import { type UploadError, takeFile } from './takeFile.ts';

/** Bars move this often at most, ms: each move is told to every tab. */
const SHOW_EVERY = 100;

/** What uploads work with. */
type UploadParts = FileParts & {
  /** Whether a blob has to stay for another reason as well. */
  readonly isNeeded: (blob: BlobId) => Promise<boolean>;
};

interface Job {
  readonly space: SpaceId;
  readonly outgoing: OutgoingFile;
  /** What goes with the file. */
  readonly extras: MessageExtras;
  shown: FileUpload;
  readonly stop: Stop;
}

/**
 * Own files on their way to being messages (FIL-1…FIL-3): made ready, read, kept by the host, then said. Files of a chat go one after
 * another, so that their messages stand in the order in which they were chosen. One that fails stays until it is tried again or dropped.
 */
export class Uploads {
  private readonly shown = writableSnapshot<readonly FileUpload[]>([]);
  private readonly jobs = new Map<string, Job>();
  private readonly turns = new Map<SpaceId, Turn>();
  /** Blobs that are kept already and whose message is not made yet: nobody may take them for left over. */
  private readonly unsaid = new Set<BlobId>();
  private readonly parts: UploadParts;
  private stopWaiting: Disposer | null = null;
  private count = 0;

  constructor(parts: UploadParts) {
    this.parts = parts;
  }

  get snapshot(): Snapshot<readonly FileUpload[]> {
    return this.shown;
  }

  holds(blob: BlobId): boolean {
    return this.unsaid.has(blob);
  }

  begin(space: SpaceId, outgoing: OutgoingFile, extras: MessageExtras = {}): void {
    this.count += 1;
    const { name, size } = outgoing.file;
    const id = `upload:${this.parts.clock.now()}:${this.count}`;
    const shown: FileUpload = { id, space, name: cleanFileName(name), size, done: 0, error: null };
    this.run({ space, outgoing, extras, shown, stop: new Stop() });
  }

  /** Tries one that failed again. */
  retry(id: string): void {
    const job = this.jobs.get(id);
    if (job === undefined || job.shown.error === null) return;
    this.run({ ...job, shown: { ...job.shown, done: 0, error: null }, stop: new Stop() });
  }

  /** Gives one up; nothing of it is kept. */
  cancel(id: string): void {
    this.jobs.get(id)?.stop.abort();
    this.jobs.delete(id);
    this.show();
  }

  dispose(): void {
    this.stopWaiting?.();
    for (const { stop } of this.jobs.values()) stop.abort();
    this.jobs.clear();
  }

  private run(job: Job): void {
    this.jobs.set(job.shown.id, job);
    this.show();
    const turn = this.turns.get(job.space) ?? new Turn();
    this.turns.set(job.space, turn);
    void turn.take(async () => {
      if (job.stop.aborted) return;
      const error = await this.send(job);
      if (!this.jobs.has(job.shown.id)) return;
      if (error === null) this.jobs.delete(job.shown.id);
      else this.change(job, { error });
      this.show();
    });
  }

  private async send(job: Job): Promise<UploadError | null> {
    const taken = await takeFile(this.parts, job.outgoing, {
      signal: job.stop,
      onSize: (size) => this.change(job, { size }),
      onProgress: (done) => this.progress(job, done),
    });
    return taken.ok ? this.say(job, taken.value) : taken.error;
  }

  private async say(job: Job, reference: FileReference): Promise<UploadError | null> {
    const { blob } = reference;
    if (job.stop.aborted) return this.abandon(blob);
    this.unsaid.add(blob);
    const bytes = fromBase64url(blob);
    if (!bytes.ok) return 'storage-failed';
    const { caption, media } = job.outgoing;
    const said = await this.parts.author(job.space, FILE_KIND, {
      file: { ...reference, blob: bytes.value },
      caption: caption.toWellFormed(),
      ...(media === undefined ? {} : { media }),
      ...encodeExtras(job.extras),
    });
    this.unsaid.delete(blob);
    return said.ok ? null : sayError(said.error.code);
  }

  /** Kept a moment before it was given up: it goes again, unless something else needs it. */
  private async abandon(blob: BlobId): Promise<null> {
    if (!(await this.parts.isNeeded(blob))) await this.parts.library.remove(blob);
    return null;
  }

  private progress(job: Job, done: number): void {
    job.shown = { ...job.shown, done };
    this.stopWaiting ??= this.parts.clock.after(SHOW_EVERY, () => {
      this.stopWaiting = null;
      this.show();
    });
  }

  private change(job: Job, change: Partial<FileUpload>): void {
    job.shown = { ...job.shown, ...change };
    this.show();
  }

  private show(): void {
    this.shown.set([...this.jobs.values()].map(({ shown }) => shown));
  }
}

function sayError(code: string): UploadError {
  return code === 'storage-full' ? 'storage-full' : 'storage-failed';
}
