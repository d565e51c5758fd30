/** What of its window the script uses. */
export interface Page {
  /** The frame around it; the page itself where there is none (desktop edition). */
  readonly parent: { postMessage(message: string, targetOrigin: string, transfer?: Transferable[]): void };
  /** What is told that it goes out of sight; a test may have none. */
  readonly document?: EventTarget;
  /** Where the browser says that the page is about to go somewhere; not in every browser. */
  readonly navigation?: EventTarget;
  /** Where the page is; a test may have none. */
  readonly location?: { readonly pathname: string; readonly search: string; readonly hash: string };
  /** 0 in a frame that takes no place in its parent. */
  readonly innerHeight?: number;
  readonly scrollX?: number;
  readonly scrollY?: number;
  scrollTo?(x: number, y: number): void;
  readonly Worker?: typeof Worker;
  readonly SharedWorker?: typeof SharedWorker;
  /** Opens windows: there are none for a program. A test may have none. */
  open?: (url?: string | URL, ...rest: string[]) => unknown;
  addEventListener(type: 'message', listener: (event: PageMessage) => void): void;
  removeEventListener(type: 'message', listener: (event: PageMessage) => void): void;
}

/** A message to the window. */
export interface PageMessage {
  readonly data: unknown;
  readonly source: unknown;
  readonly ports: readonly MessagePort[];
  stopImmediatePropagation(): void;
}
