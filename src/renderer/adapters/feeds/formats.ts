/** What the four forms of feeds have in common, taken out of each as the library reads it. Nothing here is cleaned yet. */
import type { AtomFeed, AtomNs, DcNs, JsonFeed, MediaNs, RdfFeed, RssFeed } from 'feedsmith';
import type { WebFeed, WebFeedEntry, WebFeedFile } from '@ports/webFeedReader.ts';
import { readDate } from './readDate.ts';
import { webAddress } from './webAddress.ts';

/** Most files of one entry. */
const MOST_FILES = 20;

type Said = Pick<WebFeedEntry, 'content' | 'form'>;
interface NamedFile {
  readonly url: string | undefined;
  readonly type: string | undefined;
  readonly size: number | undefined;
}
type Link = { readonly href?: string; readonly rel?: string; readonly type?: string; readonly length?: number };

/** RSS 0.9x and 2.0. */
export function ofRss(feed: RssFeed.Feed<string>, url: string): WebFeed {
  return {
    name: feed.title ?? '',
    description: feed.description ?? '',
    site: webAddress(feed.link, url),
    entries: (feed.items ?? []).map((item) => rssEntry(item, baseOf(feed.xml, url))),
  };
}

function rssEntry(item: RssFeed.Item<string>, url: string): WebFeedEntry {
  const { media, authors, enclosures = [] } = item;
  const { titles, descriptions, creators, dates } = coreOf(item);
  const link = rssLink(item, url);
  return {
    id: textOf(item.guid),
    link,
    title: firstOf(item.title, ...titles),
    content: firstOf(item.content?.encoded, item.description, ...descriptions, mediaText(media)),
    form: 'html',
    base: baseOf(item.xml, link ?? url),
    at: dateOf([item.pubDate, ...dates, item.atom?.published, item.atom?.updated]),
    author: firstOf(nameOf(authors), ...creators),
    files: filesOf(
      enclosures.map((file) => ({ url: file.url, type: file.type, size: file.length })),
      url,
    ),
  };
}

/** What tells an entry from others is often its address, and says so when it is not. */
function rssLink({ link, guid, atom }: RssFeed.Item<string>, url: string): string | null {
  const named = webAddress(link, url) ?? linkOf(atom?.links, url);
  const place = guid?.isPermaLink === false ? '' : textOf(guid);
  return named ?? (/^https?:/iu.test(place) ? webAddress(place, url) : null);
}

/** RSS 1.0, which is RDF. */
export function ofRdf(feed: RdfFeed.Feed<string>, url: string): WebFeed {
  return {
    name: feed.title ?? '',
    description: feed.description ?? '',
    site: webAddress(feed.link, url),
    entries: (feed.items ?? []).map((item) => rdfEntry(item, url)),
  };
}

function rdfEntry(item: RdfFeed.Item<string>, url: string): WebFeedEntry {
  const { descriptions, creators, dates } = coreOf(item);
  const link = webAddress(item.link, url);
  return {
    id: firstOf(item.rdf?.about),
    link,
    title: firstOf(item.title),
    content: firstOf(item.content?.encoded, item.description, ...descriptions),
    form: 'html',
    base: baseOf(item.xml, link ?? url),
    at: dateOf(dates),
    author: firstOf(...creators),
    files: [],
  };
}

/** Atom 1.0. */
export function ofAtom(feed: AtomFeed.Feed<string>, url: string): WebFeed {
  const base = baseOf(feed.xml, url);
  return {
    name: feed.title?.value ?? '',
    description: feed.subtitle?.value ?? '',
    site: linkOf(feed.links, base),
    entries: (feed.entries ?? []).map((entry) => atomEntry(entry, baseOf(entry.xml, base))),
  };
}

function atomEntry(entry: AtomFeed.Entry<string>, base: string): WebFeedEntry {
  const files = (entry.links ?? []).filter(({ rel }) => rel === 'enclosure');
  return {
    id: firstOf(entry.id),
    link: linkOf(entry.links, base),
    title: textOf(entry.title),
    ...atomText(entry),
    base: baseOf(entry.content?.xml, base),
    at: dateOf([entry.published, entry.updated, ...coreOf(entry).dates]),
    author: firstOf(nameOf(entry.authors)),
    files: filesOf(
      files.map(({ href, type, length }) => ({ url: href, type, size: length })),
      base,
    ),
  };
}

function atomText({ content, summary, media }: AtomFeed.Entry<string>): Said {
  const said = [content, summary].find((one) => (one?.value ?? '').trim() !== '');
  if (said === undefined) return { content: firstOf(mediaText(media)), form: 'html' };
  const isMarkup = /html/iu.test(said.type ?? '');
  return { content: said.value ?? '', form: isMarkup ? 'html' : 'text' };
}

/** JSON Feed 1.0 and 1.1. */
export function ofJson(feed: JsonFeed.Feed<string>, url: string): WebFeed {
  return {
    name: feed.title ?? '',
    description: feed.description ?? '',
    site: webAddress(feed.home_page_url, url),
    entries: (feed.items ?? []).map((item) => jsonEntry(item, url)),
  };
}

function jsonEntry(item: JsonFeed.Item<string>, url: string): WebFeedEntry {
  const { content_html: markup = '', attachments = [] } = item;
  const link = webAddress(item.url ?? item.external_url, url);
  return {
    id: firstOf(item.id),
    link,
    title: firstOf(item.title),
    ...(markup.trim() === ''
      ? { content: firstOf(item.content_text, item.summary), form: 'text' }
      : { content: markup, form: 'html' }),
    base: link ?? url,
    at: dateOf([item.date_published, item.date_modified]),
    author: firstOf(nameOf(item.authors)),
    files: filesOf(
      attachments.map((file) => ({ url: file.url, type: file.mime_type, size: file.size_in_bytes })),
      url,
    ),
  };
}

/** What Dublin Core says of an entry. */
function coreOf({ dc = {} }: { readonly dc?: DcNs.ItemOrFeed<string> }) {
  const { titles = [], descriptions = [], creators = [], dates = [] } = dc;
  return { titles, descriptions, creators, dates };
}

function nameOf(people: readonly { readonly name?: string }[] | undefined): string | undefined {
  return people?.[0]?.name;
}

function textOf(said: { readonly value?: string } | undefined): string {
  return said?.value?.trim() ?? '';
}

/** The first of them that says something. */
function firstOf(...texts: readonly (string | undefined)[]): string {
  return texts.find((one) => (one ?? '').trim() !== '') ?? '';
}

/** What sites of films say of one. */
function mediaText(media: MediaNs.ItemOrFeed | undefined): string | undefined {
  return media?.groups?.[0]?.description?.value ?? media?.description?.value;
}

function linkOf(links: readonly Link[] | AtomNs.Entry<string>['links'], base: string): string | null {
  const pages = (links ?? []).filter(({ rel = 'alternate' }) => rel === 'alternate');
  const page = pages.find(({ type }) => type === undefined || /html/iu.test(type)) ?? pages[0];
  return webAddress(page?.href, base);
}

function filesOf(files: readonly NamedFile[], base: string): readonly WebFeedFile[] {
  return files.slice(0, MOST_FILES).flatMap(({ url, type = '', size }) => {
    const place = webAddress(url, base);
    const isSize = size !== undefined && Number.isSafeInteger(size) && size > 0;
    return place === null ? [] : [{ url: place, type: type.slice(0, 100), size: isSize ? size : null }];
  });
}

function dateOf(texts: readonly (string | undefined)[]): number | null {
  for (const text of texts) {
    const at = readDate(text);
    if (at !== null) return at;
  }
  return null;
}

function baseOf(said: { readonly base?: string } | undefined, base: string): string {
  return webAddress(said?.base, base) ?? base;
}
