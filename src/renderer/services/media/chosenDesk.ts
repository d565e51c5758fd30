import { MAX_FILE_BYTES } from '@domain/chat/file.ts';
import type { Media, MediaErrorCode, OpenPicture, VideoLook } from '@ports/media.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';

/** A file that was chosen and is not sent yet. */
export interface ChosenFile {
  readonly id: number;
  readonly file: File;
  /** `picture`: it can be drawn anew. `file`: it goes as it is; `why` says what kept a picture from being one. */
  readonly kind: 'reading' | 'picture' | 'file' | 'too-large';
  readonly preview: OpenPicture | null;
  readonly why: MediaErrorCode | null;
  /** How a film looks, where it can be played here and films are looked into. */
  readonly video: VideoLook | null;
}

export interface ChosenState {
  readonly files: readonly ChosenFile[];
  /** More were chosen than go at once. */
  readonly hasLeftOut: boolean;
}

type Opened = Awaited<ReturnType<Media['openPicture']>>;

/** What a desk works with. Without `openVideo` films are files like others. */
export type ChosenMedia = Pick<Media, 'openPicture'> & Partial<Pick<Media, 'openVideo'>>;

/** Holds at most `most` chosen files and their previews, which are freed when a file is left out. */
export class ChosenDesk {
  private readonly shown = writableSnapshot<ChosenState>({ files: [], hasLeftOut: false });
  private readonly media: ChosenMedia;
  private readonly most: number;
  private count = 0;
  private turn: Promise<void> = Promise.resolve();

  constructor(media: ChosenMedia, most: number) {
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
      return { id: this.count, file, kind, preview: null, why: null, video: null };
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

  /** Puts another file, such as an edited picture, in place of one; it is looked at anew. */
  readonly replace = (id: number, file: File): void => {
    const { files, hasLeftOut } = this.shown.get();
    const before = files.find((one) => one.id === id);
    if (before === undefined) return;
    before.preview?.close();
    const another: ChosenFile = { ...before, file, kind: 'reading', preview: null, why: null, video: null };
    this.shown.set({ files: files.map((one) => (one.id === id ? another : one)), hasLeftOut });
    this.turn = this.turn.then(() => this.look(another));
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
    if (!this.holds(id, file)) return;
    const opened = await this.media.openPicture(file);
    const video = opened.ok ? null : await this.lookInto(file);
    if (!this.holds(id, file)) {
      if (opened.ok) opened.value.close();
      return;
    }
    const { files, hasLeftOut } = this.shown.get();
    this.shown.set({ files: files.map((one) => (one.id === id ? { ...seen(one, opened), video } : one)), hasLeftOut });
  }

  private async lookInto(file: File): Promise<VideoLook | null> {
    if (!file.type.startsWith('video/')) return null;
    const look = await this.media.openVideo?.(file);
    return look?.ok === true ? look.value : null;
  }

  /** Another may stand in its place by now. */
  private holds(id: number, file: File): boolean {
    return this.shown.get().files.some((one) => one.id === id && one.file === file);
  }
}

function seen(one: ChosenFile, opened: Opened): ChosenFile {
  if (opened.ok) return { ...one, kind: 'picture', preview: opened.value };
  const { code } = opened.error;
  // Only what says that it is a picture, or begins like one, was meant to be one.
  const wasPicture = code === 'picture-too-large' ? one.file.type.startsWith('image/') : code !== 'picture-unsupported';
  return { ...one, kind: 'file', why: wasPicture ? code : null };
}
