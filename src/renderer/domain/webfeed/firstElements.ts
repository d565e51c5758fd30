/** Most tags that are read of one text: more than a record holds the words of. */
const MOST_TAGS = 10_000;
/** Most elements of one text that mark letters and were not closed: a parser of HTML begins each of them anew in each paragraph. */
const MOST_OPEN = 50;
/** What such a parser goes on with in the next paragraph. */
const MARKING = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '));
const TAG = /<(\/?)([a-z][a-z\d]*)?/giu;

/**
 * The beginning of HTML of others, up to where it has more elements than text has (WFD-7): a text of a few letters to each could keep the page
 * for minutes. Looks at each letter once; knows nothing of what is a tag and what only looks like one.
 */
export function firstElements(html: string): string {
  const open = new Map<string, number>();
  let tags = 0;
  let marks = 0;
  for (const { index, 1: slash, 2: named = '' } of html.matchAll(TAG)) {
    const name = named.toLowerCase();
    tags += 1;
    if (MARKING.has(name)) {
      const before = open.get(name) ?? 0;
      const now = slash === '' ? before + 1 : Math.max(0, before - 1);
      open.set(name, now);
      marks += now - before;
    }
    if (tags > MOST_TAGS || marks > MOST_OPEN) return html.slice(0, index);
  }
  return html;
}
