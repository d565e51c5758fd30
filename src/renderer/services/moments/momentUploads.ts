import { type Result, err, fail, ok } from '@shared/result.ts';
import { type FileReference, MAX_THUMBNAIL_BYTES } from '@domain/chat/file.ts';
import { MAX_POST_THUMBNAILS } from '@domain/feed/post.ts';
import type { Clock } from '@ports/clock.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { Files } from '../files/files.ts';
import { Stop } from '../files/stop.ts';
import type { OutgoingFile } from '../workspace/fileWorkspace.ts';
import type { MomentUpload } from '../workspace/momentsWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';

/** Bars move this often at most, ms: each move is told to every tab. */
const SHOW_EVERY = 100;

interface Job {
  readonly stop: Stop;
  shown: MomentUpload;
}

/** Files that were taken in for a post, held until it is said. */
export interface TakenFiles {
  readonly files: readonly FileReference[];
  readonly release: Disposer;
}

/** Posts on their way: their files are made ready, read and kept before anything is said (VIS-11). What failed is told and forgotten. */
export class MomentUploads {
  private readonly parts: { readonly files: Pick<Files, 'take' | 'hold' | 'letGo'>; readonly clock: Clock };
  private readonly jobs = new Map<string, Job>();
  private readonly current = writableSnapshot<readonly MomentUpload[]>([]);
  private stopWaiting: Disposer | null = null;
  private count = 0;

  constructor(parts: MomentUploads['parts']) {
    this.parts = parts;
  }

  get shown(): Snapshot<readonly MomentUpload[]> {
    return this.current;
  }

  /** Takes in all of them or none. */
  async take(text: string, outgoing: readonly OutgoingFile[]): Promise<Result<TakenFiles, WorkspaceError>> {
    if (outgoing.length === 0) return ok({ files: [], release: () => undefined });
    this.count += 1;
    const id = `moment:${this.parts.clock.now()}:${this.count}`;
    const size = outgoing.reduce((sum, { file }) => sum + file.size, 0);
    const job: Job = { stop: new Stop(), shown: { id, text, size, done: 0, error: null } };
    this.jobs.set(id, job);
    this.show();
    const taken = await this.takeEach(job, outgoing);
    this.jobs.delete(id);
    this.show();
    return taken;
  }

  /** Gives one up; nothing of it is kept. */
  cancel(id: string): void {
    this.jobs.get(id)?.stop.abort();
  }

  dispose(): void {
    this.stopWaiting?.();
    for (const { stop } of this.jobs.values()) stop.abort();
  }

  private async takeEach(job: Job, outgoing: readonly OutgoingFile[]): Promise<Result<TakenFiles, WorkspaceError>> {
    const { files } = this.parts;
    const taken: FileReference[] = [];
    const held: Disposer[] = [];
    const release = () => {
      for (const dispose of held) dispose();
    };
    const giveUp = async (error: WorkspaceError) => {
      release();
      await files.letGo(taken.map(({ blob }) => blob));
      return err(error);
    };
    // What each has of the room there is, so that no photo is without its small picture for the sake of another.
    const thumbnailBytes = Math.min(MAX_THUMBNAIL_BYTES, Math.floor(MAX_POST_THUMBNAILS / outgoing.length));
    let before = 0;
    for (const file of outgoing) {
      const onProgress = (done: number) => this.progress(job, before + Math.min(done, file.file.size));
      const one = await files.take(file, { signal: job.stop, onProgress, thumbnailBytes });
      if (one.ok) {
        taken.push(one.value);
        held.push(files.hold([one.value.blob]));
      }
      if (job.stop.aborted) return giveUp({ code: 'upload-cancelled', message: 'the person gave it up' });
      if (!one.ok) return giveUp({ code: one.error, message: 'a file was not taken in' });
      before += file.file.size;
      this.progress(job, before);
    }
    return ok({ files: taken, release });
  }

  private progress(job: Job, done: number): void {
    job.shown = { ...job.shown, done };
    this.stopWaiting ??= this.parts.clock.after(SHOW_EVERY, () => {
      this.stopWaiting = null;
      this.show();
    });
  }

  private show(): void {
    this.current.set([...this.jobs.values()].map(({ shown }) => shown));
  }
}

/** Most photos with their small pictures dropped until the post fits; a blur stands for each in any case. */
export function withoutLargest(files: readonly FileReference[]): Result<readonly FileReference[], WorkspaceError> {
  const sizes = files.map(({ picture }) => picture?.thumbnail?.length ?? 0);
  const largest = Math.max(...sizes);
  if (largest <= 0) return fail('post-unfit', 'it does not fit a post');
  const place = sizes.indexOf(largest);
  return ok(
    files.map((file, at) =>
      at !== place || file.picture === null ? file : { ...file, picture: { ...file.picture, thumbnail: null } },
    ),
  );
}
