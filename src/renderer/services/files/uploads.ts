import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { FILE_KIND } from '@domain/chat/project.ts';
import { fromBase64url } from '@shared/base64url.ts';
import { type MessageExtras, encodeExtras } from '@domain/chat/extras.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
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
  /** Its bytes, from when they are kept until something speaks of them. */
  blob: BlobId | null;
  /** What speaks of them, once that has its place in the chain: it may be kept later, too (REP-3). */
  event: EventId | null;
}

/**
 * Own files on their way to being messages (FIL-1…FIL-3): made ready, read, kept by the host, then said. Files of a chat go one after
 * another, so that their messages stand in the order in which they were chosen. One that fails stays until it is tried again or dropped.
 */
export class Uploads {
  private readonly shown = writableSnapshot<readonly FileUpload[]>([]);
  private readonly jobs = new Map<string, Job>();
  private readonly turns = new Map<SpaceId, Turn>();
  private readonly parts: UploadParts;
  private stopWaiting: Disposer | null = null;
  private count = 0;
  private isDisposed = false;

  constructor(parts: UploadParts) {
    this.parts = parts;
  }

  get snapshot(): Snapshot<readonly FileUpload[]> {
    return this.shown;
  }

  /** Whether a blob is kept already and its message is not: nobody may take it for left over. */
  holds(blob: BlobId): boolean {
    return [...this.jobs.values()].some((job) => job.blob === blob);
  }

  begin(space: SpaceId, outgoing: OutgoingFile, extras: MessageExtras = {}): void {
    this.count += 1;
    const { name, size } = outgoing.file;
    const id = `upload:${this.parts.clock.now()}:${this.count}`;
    const shown: FileUpload = { id, space, name: cleanFileName(name), size, done: 0, error: null };
    this.run({ space, outgoing, extras, shown, stop: new Stop(), blob: null, event: null });
  }

  /** Tries one that failed again: what has its place in the chain is kept, and never made anew. */
  retry(id: string): void {
    const job = this.jobs.get(id);
    if (job === undefined || job.shown.error === null) return;
    this.run({ ...job, shown: { ...job.shown, done: 0, error: null }, stop: new Stop() });
  }

  /** Gives one up; nothing of it is kept. What has its place in the chain is taken back when it is kept all the same (CHT-12). */
  cancel(id: string): void {
    const job = this.jobs.get(id);
    if (job === undefined) return;
    const { space, blob, event, shown } = job;
    job.stop.abort();
    this.jobs.delete(id);
    this.show();
    if (event !== null) this.parts.givenUp.putAway(space, event);
    if (shown.error === null) return;
    // In turn: the same file may be sent there once more.
    if (blob !== null) void this.turnOf(space).take(() => this.abandon(blob));
    // Where the disk works again it is over and done with now, not with the next words.
    if (event !== null) void this.parts.keepLate(space);
  }

  /** These are kept, some of them after all. */
  landed(events: readonly AdmittedEvent[]): void {
    if (this.jobs.size === 0) return;
    const ids = new Set(events.map(({ id }) => id));
    const said = [...this.jobs].filter(([, { event }]) => event !== null && ids.has(event));
    for (const [id] of said) this.jobs.delete(id);
    if (said.length > 0) this.show();
  }

  dispose(): void {
    this.isDisposed = true;
    this.stopWaiting?.();
    for (const { stop } of this.jobs.values()) stop.abort();
    this.jobs.clear();
  }

  private run(job: Job): void {
    this.jobs.set(job.shown.id, job);
    this.show();
    void this.turnOf(job.space).take(async () => {
      if (this.isOver(job)) return;
      const error = job.event === null ? await this.send(job) : await this.keep(job);
      if (this.isOver(job)) return;
      if (error === null) this.jobs.delete(job.shown.id);
      else this.change(job, { error });
      this.show();
    });
  }

  private turnOf(space: SpaceId): Turn {
    const turn = this.turns.get(space) ?? new Turn();
    this.turns.set(space, turn);
    return turn;
  }

  /** Given up, or said. */
  private isOver(job: Job): boolean {
    return this.jobs.get(job.shown.id) !== job;
  }

  private async keep({ space }: Job): Promise<UploadError | null> {
    const kept = await this.parts.keepLate(space);
    return kept.ok ? null : sayError(kept.error.code);
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
    const bytes = fromBase64url(blob);
    if (!bytes.ok) return 'storage-failed';
    job.blob = blob;
    const { caption, media } = job.outgoing;
    const body = {
      file: { ...reference, blob: bytes.value },
      caption: caption.toWellFormed(),
      ...(media === undefined ? {} : { media }),
      ...encodeExtras(job.extras),
    };
    const onMade = ({ id }: AdmittedEvent) => this.made(job, id);
    const said = await this.parts.replicator.say(job.space, { kind: FILE_KIND, body, onMade });
    if (said.ok) return null;
    // Without a place in the chain nothing will speak of them.
    if (job.event === null) job.blob = null;
    return sayError(said.error.code);
  }

  private made(job: Job, event: EventId): void {
    job.event = event;
    // The same file once more may be the event that was not kept then.
    this.parts.givenUp.meant(event);
    if (job.stop.aborted && !this.isDisposed) this.parts.givenUp.putAway(job.space, event);
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
