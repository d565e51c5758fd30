import type { Disposer } from '@ports/snapshot.ts';

/** `changed`: the network or the machine came back; `gone`: no network; `leaving`: the page is about to go. */
export type NetworkEvent = 'changed' | 'gone' | 'leaving';

/** What the platform knows about network and page life. */
export interface NetworkEvents {
  isOnline(): boolean;
  subscribe(listener: (event: NetworkEvent) => void): Disposer;
}

const EVENTS = [
  ['online', 'changed'],
  ['offline', 'gone'],
  ['pageshow', 'changed'],
  ['pagehide', 'leaving'],
] as const satisfies readonly (readonly [string, NetworkEvent])[];

/** The events of a browser window and its document. */
export function browserNetworkEvents(target: Window): NetworkEvents {
  return {
    isOnline: () => target.navigator.onLine,
    subscribe: (listener) => {
      const controller = new AbortController();
      const { signal } = controller;
      for (const [name, event] of EVENTS) target.addEventListener(name, () => listener(event), { signal });
      target.document.addEventListener('resume', () => listener('changed'), { signal });
      target.document.addEventListener(
        'visibilitychange',
        () => {
          if (target.document.visibilityState === 'visible') listener('changed');
        },
        { signal },
      );
      return () => controller.abort();
    },
  };
}
