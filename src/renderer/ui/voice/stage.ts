import type { ReadableSnapshot } from '../hooks/useSnapshot.ts';

/** Speeds at which speech is still understood. */
export const SPEEDS = [1, 1.5, 2] as const;
/** One of {@link SPEEDS}. */
export type Speed = (typeof SPEEDS)[number];

/** Where something that goes on by itself was said. */
export interface Track {
  readonly chat: string;
  readonly message: string;
}

/** What plays now. */
export interface Playing {
  /** Address of what is on; null for nothing. */
  readonly url: string | null;
  /** Set for what goes on when the place that began it is left; null for what stops with it. */
  readonly track: Track | null;
  readonly isPlaying: boolean;
  /** It came to its end, and has not been begun again. */
  readonly isOver: boolean;
  /** ms. */
  readonly position: number;
  /** ms; null until the browser knows. What a recorder wrote without saying how long it is stays unknown. */
  readonly duration: number | null;
  readonly speed: Speed;
  /** This browser cannot play it. */
  readonly isBroken: boolean;
}

const SILENT: Playing = {
  url: null,
  track: null,
  isPlaying: false,
  isOver: false,
  position: 0,
  duration: null,
  speed: 1,
  isBroken: false,
};
/** The position is told this often while it plays, ms. */
const STEP = 80;

/**
 * Plays one recording at a time (VOI-6): another one begins where it was left, and the one before stops. What else of the window begins to
 * play, a film, has it rest, and the other way round.
 */
export class Stage implements ReadableSnapshot<Playing> {
  private state = SILENT;
  private readonly listeners = new Set<() => void>();
  private readonly left = new Map<string, number>();
  private audio: HTMLAudioElement | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private heedsOthers = false;

  readonly get = (): Playing => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** Plays it, or lets it rest where it plays. With a track it goes on wherever one goes. */
  readonly toggle = (url: string, track: Track | null = null): void => {
    const audio = this.on(url);
    if (this.state.track !== track) this.show({ track });
    if (!audio.paused) audio.pause();
    // A refusal is heard of by the element's own event.
    else void audio.play().catch(() => undefined);
  };

  /** Lets what plays rest where it is. */
  readonly rest = (): void => {
    this.audio?.pause();
  };

  /** Goes to a place, ms, without beginning to play. */
  readonly seek = (url: string, position: number): void => {
    if (this.state.url === url) {
      const audio = this.on(url);
      audio.currentTime = position / 1000;
    }
    this.left.set(url, position);
    this.show(this.state.url === url ? { position, isOver: false } : {});
  };

  /** Where one was left, ms. */
  readonly placeOf = (url: string): number =>
    this.state.url === url ? this.state.position : (this.left.get(url) ?? 0);

  readonly setSpeed = (speed: Speed): void => {
    if (this.audio !== null) this.audio.playbackRate = speed;
    this.show({ speed });
  };

  /** Stops it, if it is the one that plays and does not go on by itself, and keeps its place. */
  readonly leave = (url: string): void => {
    if (this.state.url !== url || this.state.track !== null) return;
    this.stopHere();
  };

  /** Ends what goes on by itself: it rests, and stops with the place that shows it from now on. */
  readonly settle = (): void => {
    if (this.state.track !== null) this.show({ track: null });
  };

  /** Takes what is on off the stage, and keeps its place. */
  readonly close = (): void => {
    this.stopHere();
    this.audio?.removeAttribute('src');
    this.audio = null;
    clearInterval(this.timer);
    this.show({ ...SILENT, speed: this.state.speed });
  };

  private stopHere(): void {
    const { url, position } = this.state;
    this.audio?.pause();
    if (url !== null) this.left.set(url, position);
  }

  private on(url: string): HTMLAudioElement {
    if (this.audio !== null && this.state.url === url) return this.audio;
    this.stopHere();
    this.audio?.removeAttribute('src');
    const audio = new Audio(url);
    audio.preload = 'auto';
    audio.playbackRate = this.state.speed;
    audio.preservesPitch = true;
    this.audio = audio;
    const position = this.left.get(url) ?? 0;
    if (position > 0) audio.currentTime = position / 1000;
    this.state = { ...SILENT, speed: this.state.speed, url, position };
    this.listenTo(audio);
    this.heedOthers();
    return audio;
  }

  private listenTo(audio: HTMLAudioElement): void {
    const tell = (change: Partial<Playing>) => {
      if (this.audio === audio) this.show(change);
    };
    const walk = () => tell({ position: audio.currentTime * 1000 });
    audio.addEventListener('loadedmetadata', () => {
      if (Number.isFinite(audio.duration)) tell({ duration: audio.duration * 1000 });
    });
    audio.addEventListener('play', () => {
      if (this.audio !== audio) return;
      for (const other of document.querySelectorAll<HTMLMediaElement>('video, audio')) other.pause();
      clearInterval(this.timer);
      this.timer = setInterval(walk, STEP);
      tell({ isPlaying: true, isOver: false });
    });
    audio.addEventListener('pause', () => {
      if (this.audio === audio) clearInterval(this.timer);
      tell({ isPlaying: false });
    });
    audio.addEventListener('ended', () => {
      if (this.audio === audio) clearInterval(this.timer);
      audio.currentTime = 0;
      tell({ isPlaying: false, isOver: true, position: 0 });
    });
    audio.addEventListener('error', () => tell({ isPlaying: false, isBroken: true }));
  }

  /** What plays here is in no page: whatever of a page begins to play is another. Its event does not rise, so it is met on the way down. */
  private heedOthers(): void {
    if (this.heedsOthers) return;
    this.heedsOthers = true;
    document.addEventListener('play', this.rest, true);
  }

  private show(change: Partial<Playing>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** The one stage of a window. */
export const stage = new Stage();
