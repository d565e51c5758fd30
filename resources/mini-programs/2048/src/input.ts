import type { Way } from './game.ts';

const KEYS: Readonly<Record<string, Way>> = {
  ArrowLeft: 0,
  ArrowUp: 1,
  ArrowRight: 2,
  ArrowDown: 3,
  a: 0,
  w: 1,
  d: 2,
  s: 3,
};

/** Hears arrow keys and W, A, S, D anywhere on the page. */
export function hearKeys(play: (way: Way) => void): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return;
    const way = KEYS[event.key];
    if (way === undefined) return;
    event.preventDefault();
    play(way);
  });
}

/** How far a finger goes before it is a swipe, CSS pixels. */
const SWIPE = 24;

/** Hears swipes on an element: one each time a finger is put down. */
export function hearSwipes(element: HTMLElement, play: (way: Way) => void): void {
  let from: { readonly x: number; readonly y: number } | null = null;
  element.addEventListener('pointerdown', ({ clientX, clientY, button }) => {
    if (button === 0) from = { x: clientX, y: clientY };
  });
  document.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (from === null) return;
    const [x, y] = [clientX - from.x, clientY - from.y];
    if (Math.max(Math.abs(x), Math.abs(y)) < SWIPE) return;
    from = null;
    play(wayOf(x, y));
  });
  const stop = () => {
    from = null;
  };
  document.addEventListener('pointerup', stop);
  document.addEventListener('pointercancel', stop);
}

function wayOf(x: number, y: number): Way {
  if (Math.abs(x) > Math.abs(y)) return x < 0 ? 0 : 2;
  return y < 0 ? 1 : 3;
}
