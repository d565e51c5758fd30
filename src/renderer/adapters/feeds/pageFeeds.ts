import { webAddress } from './webAddress.ts';

/** As much of a page as is looked through: what it names stands in its head. */
const HEAD = 256 * 1024;
const MOST = 10;
const TYPES = new Set(['application/rss+xml', 'application/atom+xml', 'application/feed+json', 'application/json']);

/** The feeds a page names in its head, in its order. Read by form alone: nothing of it is shown. */
export function feedsOfPage(html: string, url: string): readonly string[] {
  const found = new Set<string>();
  for (const [tag] of html.slice(0, HEAD).matchAll(/<link\s[^>]{1,2000}>/giu)) {
    const isOther = /(?:^|\s)alternate(?:\s|$)/iu.test(attribute(tag, 'rel') ?? '');
    const isFeed = TYPES.has((attribute(tag, 'type') ?? '').trim().toLowerCase());
    const place = isOther && isFeed ? webAddress(attribute(tag, 'href'), url) : null;
    if (place !== null) found.add(place);
  }
  return [...found].slice(0, MOST);
}

function attribute(tag: string, name: string): string | null {
  const read = new RegExp(String.raw`\s${name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`, 'iu').exec(tag);
  const value = read?.[1] ?? read?.[2] ?? read?.[3] ?? null;
  return value === null ? null : value.replaceAll(/&amp;/giu, '&');
}
