/** Resolves when the thread is done with what it does now, before anything else that waits: ms since the navigation began. */
export function afterThis(): Promise<number> {
  return new Promise((resolve) => {
    const after = new MessageChannel();
    after.port1.addEventListener('message', () => resolve(performance.now()), { once: true });
    after.port1.start();
    after.port2.postMessage(null);
  });
}

/** Resolves after the frame that shows what is in the document now. */
export function painted(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => void afterThis().then(resolve));
  });
}

/** Resolves when the next frame begins, which shows what is in the document now: ms since the navigation began. */
export function nextFrame(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => resolve(performance.now()));
  });
}
