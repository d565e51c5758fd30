/** How long is waited before a style sheet is fetched again, ms. */
const PAUSES: readonly number[] = [250, 500, 1000, 2000, 4000];

const mending = new Set<Promise<void>>();

/**
 * Fetches style sheets of the document again that did not come. Whoever loads code with styles waits for no more than the first try of
 * them, and never asks for the same again. Returns what ends it.
 */
export function mendStyles(page: Document, pauses = PAUSES): () => void {
  const hear = ({ target }: Event) => {
    if (isSheet(target)) mend(target, pauses);
  };
  // Errors of elements do not bubble.
  page.addEventListener('error', hear, true);
  for (const link of page.querySelectorAll('link')) if (isSheet(link) && link.sheet === null) mend(link, pauses);
  return () => page.removeEventListener('error', hear, true);
}

/** Done when no style sheet is being fetched again, whether they came or not. */
export async function stylesMended(): Promise<void> {
  await Promise.all(mending);
}

function isSheet(target: EventTarget | null): target is HTMLLinkElement {
  return target instanceof HTMLLinkElement && target.rel === 'stylesheet';
}

function mend(link: HTMLLinkElement, pauses: readonly number[]): void {
  if (link.dataset['again'] !== undefined) return;
  const mended = fetchAgain(link, pauses).finally(() => mending.delete(mended));
  mending.add(mended);
}

/** The same place, so that it has the same say among the others. */
async function fetchAgain(link: HTMLLinkElement, [pause, ...later]: readonly number[]): Promise<void> {
  if (pause === undefined) return;
  await new Promise((resolve) => setTimeout(resolve, pause));
  const next = document.createElement('link');
  for (const { name, value } of link.attributes) next.setAttribute(name, value);
  next.dataset['again'] = '';
  const came = new Promise<boolean>((resolve) => {
    next.addEventListener('load', () => resolve(true));
    next.addEventListener('error', () => resolve(false));
  });
  link.replaceWith(next);
  if (!(await came)) await fetchAgain(next, later);
}
