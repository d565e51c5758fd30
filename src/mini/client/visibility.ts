import { HOLD_ADDRESS, MAX_HREF } from '@shared/mini/bridgeLimits.ts';
import { callOut, later, soon, standStill } from './builtIns.ts';
import type { Page } from './page.ts';
import type { Wire } from './wire.ts';
import { watchWorkers } from './workers.ts';

const NativeEvent = Event;
const { get } = Reflect;

/** How often, ms, and how many times it is tried to scroll back: a program draws what it has to show only after it heard its updates. */
const SCROLL_AGAIN = 50;
const SCROLL_TRIES = 60;

/**
 * Lets the page know when it goes out of sight and comes back, by `visibilitychange` as everywhere: a browser tells a frame nothing that
 * its parent hides or is about to remove, and programs save there what they have not sent yet. After that it stands still where it is told to.
 * Answers with a way to have something done each time between what the program does then and the page's last word, and as the page goes.
 */
export function followVisibility(wire: Wire, page: Page): (task: () => void) => void {
  const { document } = page;
  const hasWorkers = watchWorkers(page);
  const scrolled = followScrolling(page);
  const tasks: (() => void)[] = [];
  const doLast = () => {
    for (const task of tasks) callOut(task, undefined);
  };
  // Not by `pagehide`: a browser keeps the process of a frame that listens to it, also of one that hangs, and a new frame gets the same.
  page.navigation?.addEventListener('navigate', doLast);
  let isAway = false;
  const isHidden = () => isAway || (document !== undefined && get(prototypeOf(document), 'hidden', document) === true);
  if (document !== undefined) {
    Object.defineProperties(document, {
      hidden: { get: isHidden, configurable: true },
      visibilityState: { get: () => (isHidden() ? 'hidden' : 'visible'), configurable: true },
    });
  }
  // Told in a later task: what the program says after `await`ing something is said before it.
  const sayHidden = () => {
    if (!isAway) return;
    doLast();
    wire.send({ type: 'hidden', hasWorkers: hasWorkers(), ...placeOf(page, scrolled()) });
  };
  wire.on('visibility', (message) => {
    const wasHidden = isHidden();
    isAway = message.isHidden;
    // In a view of its own the browser may have told it already.
    if (wasHidden !== isHidden()) document?.dispatchEvent(new NativeEvent('visibilitychange', { bubbles: true }));
    if (isAway) soon(sayHidden);
  });
  wire.on('freeze', () => {
    if (isAway) standStill(HOLD_ADDRESS);
  });
  wire.on('scroll', ({ x, y }) => scrollBack(page, x, y));
  return (task) => {
    tasks.push(task);
  };
}

function prototypeOf(document: EventTarget): object {
  return Object.getPrototypeOf(document) as object;
}

interface Scrolled {
  readonly x: number;
  readonly y: number;
}

/** Where the page was scrolled to when it last took a place: a frame that is hidden before it hears of it has forgotten. */
function followScrolling(page: Page): () => Scrolled {
  let last: Scrolled = { x: 0, y: 0 };
  const isLaidOut = () => page.innerHeight !== 0;
  const now = () => ({ x: page.scrollX ?? 0, y: page.scrollY ?? 0 });
  page.document?.addEventListener('scroll', () => {
    if (isLaidOut()) last = now();
  });
  return () => (isLaidOut() ? now() : last);
}

/** Where the page is, as far as it has a place. */
function placeOf({ location }: Page, { x, y }: Scrolled) {
  if (location === undefined) return {};
  const { pathname, search, hash } = location;
  return { place: { href: (pathname + search + hash).slice(0, MAX_HREF), x, y } };
}

/** Goes back to where it was as soon as there is so much to see, unless a person is quicker. */
function scrollBack(page: Page, x: number, y: number): void {
  let tries = SCROLL_TRIES;
  const stop = () => {
    tries = 0;
  };
  for (const act of ['pointerdown', 'wheel', 'keydown']) page.document?.addEventListener(act, stop, { once: true });
  const step = () => {
    if (tries === 0) return;
    tries -= 1;
    page.scrollTo?.(x, y);
    if (Math.abs((page.scrollY ?? y) - y) > 1 || Math.abs((page.scrollX ?? x) - x) > 1) later(SCROLL_AGAIN, step);
  };
  step();
}
