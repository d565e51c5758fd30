/** What the pages tell of what they did beside what is measured. */

/** A frame that took longer than 50 ms. */
export interface DiaryFrame {
  /** ms after the click; below zero where it began before it. */
  readonly from: number;
  readonly ms: number;
  /** Of it, from the beginning of its rendering on. */
  readonly rendering: number;
  /** Scripts that took more than 5 ms, each with what called it. */
  readonly scripts: readonly string[];
}

/** What a page did beside showing another chat: from the click to the next one, of frames also before it. */
export interface SwitchDiary {
  /** When the click was made, ms since the page was opened. */
  readonly at: number;
  /** ms until the page heard of the click. */
  readonly heard: number;
  /** Messages to services. */
  readonly sends: number;
  /** Transactions that only read, and the stores of the others. */
  readonly reads: number;
  readonly writes: readonly string[];
  readonly frames: readonly DiaryFrame[];
}
