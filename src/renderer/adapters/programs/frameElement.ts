import type { Clock } from '@ports/clock.ts';
import type { ProgramBounds } from '@ports/programViews.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** What a program's frame may do: the same as the host's policy says (`services/mini/programHeaders.ts`). */
export const FRAME_SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-pointer-lock';

/** A frame of the page, with nothing delegated to it, and no ground: what lies below is seen through it. It is not in the document yet. */
export function makeFrame(url: string, title: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', FRAME_SANDBOX);
  frame.setAttribute('allow', '');
  frame.referrerPolicy = 'no-referrer';
  frame.title = title;
  frame.src = url;
  Object.assign(frame.style, { position: 'fixed', border: '0', display: 'none', zIndex: '4' });
  return frame;
}

/**
 * Puts a frame into the document, in a shadow tree: what is there stands in no `window.frames`, so that programs can neither count one another
 * nor speak to one another over this page.
 */
export function addFrame(frame: HTMLIFrameElement): void {
  const known = document.querySelector('[data-programs]')?.shadowRoot;
  (known ?? makeRoot()).append(frame);
}

function makeRoot(): ShadowRoot {
  const place = document.createElement('div');
  place.dataset['programs'] = '';
  document.body.append(place);
  return place.attachShadow({ mode: 'open' });
}

/** Puts a frame where it is to be seen; null takes it out of sight, and it stays as it is. */
export function placeFrame(frame: HTMLIFrameElement, bounds: ProgramBounds | null): void {
  const { style } = frame;
  style.display = bounds === null ? 'none' : 'block';
  if (bounds === null) return;
  style.left = `${bounds.x}px`;
  style.top = `${bounds.y}px`;
  style.width = `${bounds.width}px`;
  style.height = `${bounds.height}px`;
}

/** Hears what a frame's page says to this one: only from exactly that frame, while it is at `origin`. */
export function hearFrame(
  frame: HTMLIFrameElement,
  origin: string,
  onSaid: (data: unknown, ports: readonly MessagePort[]) => void,
): Disposer {
  const listen = (event: MessageEvent<unknown>) => {
    if (event.source !== null && event.source === frame.contentWindow && event.origin === origin)
      onSaid(event.data, event.ports);
  };
  window.addEventListener('message', listen);
  return () => window.removeEventListener('message', listen);
}

/** Loads a page of the host's out of sight until it says something that `read` makes sense of; null when it does not in time. */
export function askFrame<T>(
  url: string,
  {
    clock,
    deadline,
    read,
  }: { readonly clock: Clock; readonly deadline: number; readonly read: (data: unknown) => T | null },
): Promise<T | null> {
  const frame = makeFrame(url, '');
  frame.setAttribute('aria-hidden', 'true');
  return new Promise((resolve) => {
    const end = (value: T | null) => {
      stopHearing();
      stopWaiting();
      frame.remove();
      resolve(value);
    };
    const stopHearing = hearFrame(frame, new URL(url).origin, (data) => {
      const value = read(data);
      if (value !== null) end(value);
    });
    const stopWaiting = clock.after(deadline, () => end(null));
    addFrame(frame);
  });
}
