import type { Page } from './page.ts';

const { construct } = Reflect;

/** Notices whether the page starts workers: they go on while the page itself stands still, and the host is told so. */
export function watchWorkers(page: Page): () => boolean {
  let isStarted = false;
  for (const name of ['Worker', 'SharedWorker'] as const) {
    const native = page[name];
    if (native === undefined) continue;
    const watched = new Proxy(native, {
      construct: (target, parameters, newTarget) => {
        isStarted = true;
        return construct(target, parameters, newTarget) as object;
      },
    });
    Object.defineProperty(page, name, { value: watched, writable: true, configurable: true });
  }
  return () => isStarted;
}
