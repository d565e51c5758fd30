/** Who did nothing for so long is not in the middle of something, ms. */
export const STILL_AFTER = 3000;
/** Who never rests is waited for no longer than this in all, however often it is waited, ms. */
export const STILL_AT_LAST = 60_000;

const DEEDS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Knows when the person last did something in this window, from its making until {@link dispose}. */
export class Stillness {
  private readonly listening = new AbortController();
  private last = Number.NEGATIVE_INFINITY;
  /** How long may still be waited in all, ms. */
  private patience = STILL_AT_LAST;

  constructor() {
    const { signal } = this.listening;
    const note = () => {
      this.last = performance.now();
    };
    for (const deed of DEEDS) window.addEventListener(deed, note, { capture: true, passive: true, signal });
  }

  /** Resolves once the person has done nothing for {@link STILL_AFTER}, at once where that is so; at the latest when all waits together took {@link STILL_AT_LAST}. */
  async come(): Promise<void> {
    const start = performance.now();
    const end = start + this.patience;
    for (let wait = this.left(end); wait > 0; wait = this.left(end))
      await new Promise((resolve) => setTimeout(resolve, wait));
    this.patience = Math.max(0, this.patience - (performance.now() - start));
  }

  dispose(): void {
    this.listening.abort();
  }

  private left(end: number): number {
    return Math.min(this.last + STILL_AFTER, end) - performance.now();
  }
}
