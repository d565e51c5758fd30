/** A window that is hidden, or has nothing to list, is waited for so long, ms. */
const LATEST = 400;

/** The moment from which on a person sees their list. */
export interface FirstPaint {
  /** Resolves then, or after a moment when it does not come. */
  readonly over: Promise<void>;
  /** The list is in the document: the next frame shows it. */
  readonly announce: () => void;
}

/** Waits for the first picture, so that what it does not need comes after it. */
export function awaitFirstPaint(): FirstPaint {
  let announce: FirstPaint['announce'] = () => undefined;
  const over = new Promise<void>((resolve) => {
    setTimeout(resolve, LATEST);
    // A task asked for within a frame runs after that frame is on the screen.
    announce = () => void requestAnimationFrame(() => setTimeout(resolve));
  });
  return { over, announce };
}
