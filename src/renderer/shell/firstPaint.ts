/** A window that is hidden paints nothing: after so long nobody waits for it, ms. */
const LATEST_HIDDEN = 400;

/** One that is in sight paints its list as soon as it is read, on a slow device late: ms after which nobody waits for that either. */
const LATEST = 2500;

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
    setTimeout(() => {
      if (document.hidden) resolve();
    }, LATEST_HIDDEN);
    setTimeout(resolve, LATEST);
    // A task asked for within a frame runs after that frame is on the screen.
    announce = () => void requestAnimationFrame(() => setTimeout(resolve));
  });
  return { over, announce };
}
