import type { WebContents } from 'electron';

/** More crashes than this in a minute are a loop, and reloading would only feed it. */
const mostRevivals = 3;
const withinMs = 60_000;

/** What is told of a page's life. */
export interface PageLife {
  /** The page's process died. */
  readonly gone: (reason: string) => void;
  /** The page is being replaced: nobody in it listens any more. */
  readonly replaced: () => void;
}

/** Loads the page again when its process dies, unless it keeps dying. */
export function reviveCrashedPage(contents: WebContents, life: PageLife): void {
  let revivals: number[] = [];
  contents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) life.replaced();
  });
  contents.on('render-process-gone', (_event, { reason }) => {
    life.replaced();
    life.gone(reason);
    if (reason === 'clean-exit') return;
    const now = Date.now();
    revivals = revivals.filter((at) => now - at < withinMs);
    if (revivals.length >= mostRevivals) return;
    revivals.push(now);
    contents.reload();
  });
}
