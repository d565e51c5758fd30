import type { PageFacts, ReadPage } from '@ports/pageReader.ts';

/** As much of one answer of a page as is looked at, UTF-16 code units. */
const MOST = 2000;
const PICTURES = ['og:image:secure_url', 'og:image:url', 'og:image', 'twitter:image', 'twitter:image:src'];

/**
 * What a page says of itself in its head, by the words that are made for it (Open Graph, Twitter cards), else by its own. A document that is
 * only parsed runs no script and loads nothing.
 */
export const readPage: ReadPage = (html, url) => {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const said = metaOf(page);
  const first = (...names: readonly string[]) =>
    names.map((name) => said.get(name) ?? '').find((text) => text !== '') ?? '';
  return {
    title: first('og:title', 'twitter:title') || tidy(page.title),
    description: first('og:description', 'twitter:description', 'description'),
    site: first('og:site_name', 'application-name'),
    picture: pictureAt(first(...PICTURES), url),
  } satisfies PageFacts;
};

/** The first answer to each name. */
function metaOf(page: Document): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const meta of page.querySelectorAll('meta[content]')) {
    const name = (meta.getAttribute('property') ?? meta.getAttribute('name') ?? '').trim().toLowerCase();
    const content = tidy(meta.getAttribute('content') ?? '');
    if (name !== '' && content !== '' && !said.has(name)) said.set(name, content);
  }
  return said;
}

function tidy(text: string): string {
  return text.slice(0, MOST).replace(/\s+/gu, ' ').trim();
}

function pictureAt(place: string, base: string): string | null {
  if (place === '' || !URL.canParse(place, base)) return null;
  const { protocol, username, password, href } = new URL(place, base);
  const isOfWeb = protocol === 'https:' || protocol === 'http:';
  return isOfWeb && username === '' && password === '' && href.length <= MOST ? href : null;
}
