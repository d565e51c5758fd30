import type { ScrollRun } from '../support/pageContract.ts';

/** This long at the wall is the beginning: older messages may take a while to come on a busy machine. */
const RESTING = 5000;

const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

/** Times between animation frames, ms. */
export async function frames(count: number): Promise<readonly number[]> {
  const times: number[] = [];
  let before = await nextFrame();
  for (let index = 0; index < count; index += 1) {
    const now = await nextFrame();
    times.push(now - before);
    before = now;
  }
  return times;
}

/** Which way, over what, and how rows are told apart. */
interface Way {
  readonly feed: string;
  readonly rows: string;
  readonly nameOf: (row: HTMLElement) => string;
  readonly step: number;
  readonly isAtWall: (feed: HTMLElement) => boolean;
}

/** A person turning the wheel up a conversation. */
export function scrollUp(step: number, mostMs: number): Promise<ScrollRun> {
  const isAtWall = (feed: HTMLElement) => feed.scrollTop <= 1;
  // Of what was sent together the row is one, and has a part for each.
  const rows = '[data-message], [data-part]';
  const nameOf = ({ dataset }: HTMLElement) => dataset['part'] ?? dataset['message'] ?? '';
  return scroll({ feed: '[role="feed"]', rows, nameOf, step: -step, isAtWall }, mostMs);
}

/** A person turning the wheel down a feed of posts. */
export function scrollDown(step: number, mostMs: number): Promise<ScrollRun> {
  const isAtWall = (feed: HTMLElement) => feed.scrollHeight - feed.scrollTop - feed.clientHeight <= 1;
  const nameOf = ({ dataset }: HTMLElement) => dataset['post'] ?? '';
  return scroll({ feed: '[data-pane="content"] [role="region"]', rows: '[data-post]', nameOf, step, isAtWall }, mostMs);
}

/** The same distance in every frame, and none against the wall while more rows are on their way. */
async function scroll(way: Way, mostMs: number): Promise<ScrollRun> {
  const feed = document.querySelector<HTMLElement>(way.feed);
  if (feed === null) throw new Error('nothing to scroll is open');
  const seen = new Set<string>();
  const times: number[] = [];
  let atWall: number[] = [];
  let waited = 0;
  let blank = 0;
  let before = await nextFrame();
  const start = before;
  let movedAt = start;
  while (before - start < mostMs && before - movedAt < RESTING) {
    const isAtWall = way.isAtWall(feed);
    if (!isAtWall) feed.scrollTop += way.step;
    const now = await nextFrame();
    atWall.push(now - before);
    before = now;
    for (const row of feed.querySelectorAll<HTMLElement>(way.rows)) seen.add(way.nameOf(row));
    if (isBlank(feed)) blank += 1;
    if (isAtWall) continue;
    movedAt = now;
    waited += atWall.length - 1;
    times.push(...atWall);
    // What is left here at the end was the rest after the beginning, which is no scrolling.
    atWall = [];
  }
  return { frames: times, messages: seen.size, reachedStart: way.isAtWall(feed), waited, blank };
}

/** Looks where a reader looks. Gaps between rows are small: two points cannot both fall into one. */
function isBlank(feed: HTMLElement): boolean {
  const { left, top, width, height } = feed.getBoundingClientRect();
  return [0.5, 0.58].every((share) => {
    const hit = document.elementFromPoint(left + width / 2, top + height * share);
    return hit === null || hit.closest('[data-row]') === null;
  });
}
