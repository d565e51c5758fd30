/** Sounds without a loudspeaker, for the stage of a window: nothing plays by itself, a test says what happens. */
export class FakeAudio extends EventTarget {
  /** Every one that was made, oldest first. */
  static made: FakeAudio[] = [];
  paused = true;
  currentTime = 0;
  duration = Number.NaN;
  playbackRate = 1;
  preload = '';
  preservesPitch = false;
  src: string;

  constructor(src: string) {
    super();
    this.src = src;
    FakeAudio.made.push(this);
  }

  play(): Promise<void> {
    if (this.paused) {
      this.paused = false;
      this.dispatchEvent(new Event('play'));
    }
    return Promise.resolve();
  }

  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.dispatchEvent(new Event('pause'));
  }

  removeAttribute(): void {
    this.src = '';
  }

  /** Comes to its end, as the browser tells it. */
  end(): void {
    this.pause();
    this.dispatchEvent(new Event('ended'));
  }

  /** Learns how long it is, s. */
  learn(duration: number): void {
    this.duration = duration;
    this.dispatchEvent(new Event('loadedmetadata'));
  }
}

/** The sound made last. */
export function newestAudio(): FakeAudio {
  const last = FakeAudio.made.at(-1);
  if (last === undefined) throw new Error('nothing was played');
  return last;
}
