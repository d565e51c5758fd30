import type { ReadableSnapshot } from '../hooks/useSnapshot.ts';

/** Speeds at which speech is still understood. */
export const SPEEDS = [1, 1.5, 2] as const;
/** One of {@link SPEEDS}. */
export type Speed = (typeof SPEEDS)[number];

/** What plays now. */
export interface Playing {
  /** Address of what is on; null for nothing. */
  readonly url: string | null;
  readonly isPlaying: boolean;
  /** ms. */
  readonly position: number;
  readonly speed: Speed;
  /** This browser cannot play it. */
  readonly isBroken: boolean;
}

const SILENT: Playing = { url: null, isPlaying: false, position: 0, speed: 1, isBroken: false };
/** The position is told this often while it plays, ms. */
const STEP = 80;

/** Plays one recording at a time (VOI-6): another one begins where it was left, and the one before stops. */
export class Stage implements ReadableSnapshot<Playing> {
  private state = SILENT;
  private readonly listeners = new Set<() => void>();
  private readonly left = new Map<string, number>();
  private audio: HTMLAudioElement | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  readonly get = (): Playing => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** Plays it, or lets it rest where it plays. */
  readonly toggle = (url: string): void => {
    const audio = this.on(url);
    if (!audio.paused) audio.pause();
    // A refusal is heard of by the element's own event.
    else void audio.play().catch(() => undefined);
  };

  /** Goes to a place, ms, without beginning to play. */
  readonly seek = (url: string, position: number): void => {
    if (this.state.url === url) {
      const audio = this.on(url);
      audio.currentTime = position / 1000;
    }
    this.left.set(url, position);
    this.show(this.state.url === url ? { position } : {});
  };

  /** Where one was left, ms. */
  readonly placeOf = (url: string): number =>
    this.state.url === url ? this.state.position : (this.left.get(url) ?? 0);

  readonly setSpeed = (speed: Speed): void => {
    if (this.audio !== null) this.audio.playbackRate = speed;
    this.show({ speed });
  };

  /** Stops it, if it is the one that plays, and keeps its place. */
  readonly leave = (url: string): void => {
    if (this.state.url !== url) return;
    this.audio?.pause();
    this.left.set(url, this.state.position);
  };

  private on(url: string): HTMLAudioElement {
    if (this.audio !== null && this.state.url === url) return this.audio;
    if (this.state.url !== null) this.leave(this.state.url);
    this.audio?.removeAttribute('src');
    const audio = new Audio(url);
    audio.preload = 'auto';
    audio.playbackRate = this.state.speed;
    audio.preservesPitch = true;
    this.audio = audio;
    const position = this.left.get(url) ?? 0;
    if (position > 0) audio.currentTime = position / 1000;
    this.state = { ...this.state, url, position, isPlaying: false, isBroken: false };
    this.listenTo(audio);
    return audio;
  }

  private listenTo(audio: HTMLAudioElement): void {
    const tell = (change: Partial<Playing>) => {
      if (this.audio === audio) this.show(change);
    };
    const walk = () => tell({ position: audio.currentTime * 1000 });
    audio.addEventListener('play', () => {
      clearInterval(this.timer);
      this.timer = setInterval(walk, STEP);
      tell({ isPlaying: true });
    });
    audio.addEventListener('pause', () => {
      if (this.audio === audio) clearInterval(this.timer);
      tell({ isPlaying: false });
    });
    audio.addEventListener('ended', () => {
      if (this.audio === audio) clearInterval(this.timer);
      audio.currentTime = 0;
      tell({ isPlaying: false, position: 0 });
    });
    audio.addEventListener('error', () => tell({ isPlaying: false, isBroken: true }));
  }

  private show(change: Partial<Playing>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** The one stage of a window. */
export const stage = new Stage();
