import { MAX_FILE_BYTES } from '@domain/chat/file.ts';
import type { Media, MediaErrorCode, OpenPicture } from '@ports/media.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';

/** A file that was chosen and is not sent yet. */
export interface ChosenFile {
  readonly id: number;
  readonly file: File;
  /** `picture`: it can be drawn anew. `file`: it goes as it is; `why` says what kept a picture from being one. */
  readonly kind: 'reading' | 'picture' | 'file' | 'too-large';
  readonly preview: OpenPicture | null;
  readonly why: MediaErrorCode | null;
}

export interface ChosenState {
  readonly files: readonly ChosenFile[];
  /** More were chosen than go at once. */
  readonly hasLeftOut: boolean;
}

type Opened = Awaited<ReturnType<Media['openPicture']>>;

/** Holds at most `most` chosen files and their previews, which are freed when a file is left out. */
export class ChosenDesk {
  private readonly shown = writableSnapshot<ChosenState>({ files: [], hasLeftOut: false });
  private readonly media: Pick<Media, 'openPicture'>;
  private readonly most: number;
  private count = 0;
  private turn: Promise<void> = Promise.resolve();

  constructor(media: Pick<Media, 'openPicture'>, most: number) {
    this.media = media;
    this.most = most;
  }

  get state(): Snapshot<ChosenState> {
    return this.shown;
  }

  readonly add = (more: readonly File[]): void => {
    const { files } = this.shown.get();
    const room = this.most - files.length;
    const added = more.slice(0, room).map((file): ChosenFile => {
      this.count += 1;
      const kind = file.size > MAX_FILE_BYTES ? 'too-large' : 'reading';
      return { id: this.count, file, kind, preview: null, why: null };
    });
    this.shown.set({ files: [...files, ...added], hasLeftOut: more.length > room });
    for (const one of added.filter(({ kind }) => kind === 'reading')) {
      this.turn = this.turn.then(() => this.look(one));
    }
  };

  readonly remove = (id: number): void => {
    const { files, hasLeftOut } = this.shown.get();
    files.find((one) => one.id === id)?.preview?.close();
    this.shown.set({ files: files.filter((one) => one.id !== id), hasLeftOut });
  };

  /** Puts a file where another stands; one beyond the ends stays at the end. */
  readonly move = (id: number, to: number): void => {
    const { files, hasLeftOut } = this.shown.get();
    const moved = files.find((one) => one.id === id);
    if (moved === undefined) return;
    const others = files.filter((one) => one.id !== id);
    this.shown.set({ files: others.toSpliced(Math.max(0, to), 0, moved), hasLeftOut });
  };

  readonly clear = (): void => {
    for (const { preview } of this.shown.get().files) preview?.close();
    this.shown.set({ files: [], hasLeftOut: false });
  };

  private async look({ id, file }: ChosenFile): Promise<void> {
    if (!this.holds(id)) return;
    const opened = await this.media.openPicture(file);
    if (!this.holds(id)) {
      if (opened.ok) opened.value.close();
      return;
    }
    const { files, hasLeftOut } = this.shown.get();
    this.shown.set({ files: files.map((one) => (one.id === id ? seen(one, opened) : one)), hasLeftOut });
  }

  private holds(id: number): boolean {
    return this.shown.get().files.some((one) => one.id === id);
  }
}

function seen(one: ChosenFile, opened: Opened): ChosenFile {
  if (opened.ok) return { ...one, kind: 'picture', preview: opened.value };
  const { code } = opened.error;
  // Only what says that it is a picture, or begins like one, was meant to be one.
  const wasPicture = code === 'picture-too-large' ? one.file.type.startsWith('image/') : code !== 'picture-unsupported';
  return { ...one, kind: 'file', why: wasPicture ? code : null };
}
