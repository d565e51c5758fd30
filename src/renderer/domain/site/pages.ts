/** The files of a channel's site but for its pictures (SIT-1): pages without scripts, and feeds other readers follow. */
import type { EventId } from '@shared/ids.ts';
import type { ArticleDocument, Block } from '../article/document.ts';
import { type SitePlaces, articleMarkup } from './articleMarkup.ts';
import { escapeMarkup } from './escapeMarkup.ts';
import { pageFrame } from './pageFrame.ts';
import { SITE_STYLE } from './siteStyle.ts';

/** A post as the site shows it. */
export interface SitePost {
  readonly id: EventId;
  readonly at: number;
  readonly editedAt: number | null;
  /** Empty for words alone. */
  readonly title: string;
  readonly summary: string;
  readonly blocks: ArticleDocument['blocks'];
}

/** A channel as the site shows it. */
export interface SiteChannel {
  readonly name: string;
  readonly description: string;
  /** What Banyan follows it by. */
  readonly link: string;
  /** Where the site will be, with a stroke at its end; empty where that is not known. */
  readonly address: string;
}

/** Words of the app's language, and how that is written. */
export interface SiteWords {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly follow: string;
  readonly feed: string;
  readonly back: string;
  readonly date: (at: number) => string;
}

/** Everything a site is made of. `posts` newest first. */
export interface Site {
  readonly channel: SiteChannel;
  readonly posts: readonly SitePost[];
  readonly words: SiteWords;
  readonly picture: SitePlaces['picture'];
}

/** Nothing runs, nothing is asked of anybody else, wherever the page is served. */
const POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'";

/** Where a post is on the site. */
export function postPlace(id: EventId): string {
  return `posts/${id}.html`;
}

/** The pages, the style and the feeds, by where they are. */
export function siteFiles(site: Site): ReadonlyMap<string, string> {
  return new Map([
    ['index.html', indexPage(site)],
    ...site.posts.map((post) => [postPlace(post.id), postPage(site, post)] as const),
    ['style.css', SITE_STYLE],
    ['feed.xml', atomFeed(site)],
    ['feed.json', jsonFeed(site)],
  ]);
}

function placesFrom({ posts, picture }: Site, up: string): SitePlaces {
  const known = new Set(posts.map(({ id }) => id));
  return {
    picture: (blob) => {
      const place = picture(blob);
      return place === null ? null : `${up}${place}`;
    },
    post: (post) => (known.has(post) ? `${up}${postPlace(post)}` : null),
  };
}

interface Page {
  readonly title: string;
  /** The way to the site's root. */
  readonly up: string;
  readonly content: string;
}

function page({ channel, words }: Site, { title, up, content }: Page): string {
  const name = escapeMarkup(channel.name);
  const follow = `<a href="${escapeMarkup(channel.link)}">${escapeMarkup(words.follow)}</a>`;
  return pageFrame({
    language: words.language,
    direction: words.direction,
    policy: POLICY,
    title,
    head: `<link rel="stylesheet" href="${up}style.css">
<link rel="alternate" type="application/atom+xml" title="${name}" href="${up}feed.xml">
<link rel="alternate" type="application/feed+json" title="${name}" href="${up}feed.json">`,
    content,
    foot: `<footer>${follow} · <a href="${up}feed.xml">${escapeMarkup(words.feed)}</a></footer>`,
  });
}

function indexPage(site: Site): string {
  const { channel, posts } = site;
  const description = channel.description === '' ? '' : `<p dir="auto">${lines(channel.description)}</p>`;
  const content = `<header><h1 dir="auto">${escapeMarkup(channel.name)}</h1>${description}</header>
${posts.map((post) => card(site, post)).join('\n')}`;
  return page(site, { title: channel.name, up: '', content });
}

function card(site: Site, post: SitePost): string {
  const time = timeOf(site, post);
  if (post.title === '') return `<article>${time}${articleMarkup(post.blocks, placesFrom(site, ''))}</article>`;
  const title = `<h2 dir="auto"><a href="${postPlace(post.id)}">${escapeMarkup(post.title)}</a></h2>`;
  return `<article>${time}${title}<p dir="auto">${escapeMarkup(post.summary)}</p></article>`;
}

function postPage(site: Site, post: SitePost): string {
  const { channel, words } = site;
  const title = post.title === '' ? '' : `<h1 dir="auto">${escapeMarkup(post.title)}</h1>`;
  const content = `<p><a href="../index.html">${escapeMarkup(words.back)}</a></p>
<article>${title}${timeOf(site, post)}
${articleMarkup(post.blocks, placesFrom(site, '../'))}
</article>`;
  return page(site, {
    title: post.title === '' ? channel.name : `${post.title} – ${channel.name}`,
    up: '../',
    content,
  });
}

function timeOf({ words }: Site, { at }: SitePost): string {
  return `<time datetime="${stamp(at)}">${escapeMarkup(words.date(at))}</time>`;
}

/** Addresses are whole where the site's own is known; else they are taken against the feed's. */
function atomFeed(site: Site): string {
  const { channel, posts } = site;
  const { address } = channel;
  const updated = Math.max(0, ...posts.map(changedAt));
  const entries = posts.map(
    (post) => `<entry>
<id>urn:banyan:${post.id}</id>
<title>${escapeMarkup(titleOf(post))}</title>
<link href="${escapeMarkup(`${address}${postPlace(post.id)}`)}"/>
<published>${stamp(post.at)}</published>
<updated>${stamp(changedAt(post))}</updated>
<content type="html">${escapeMarkup(articleMarkup(post.blocks, placesFrom(site, address)))}</content>
</entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>urn:banyan:${escapeMarkup(channel.link)}</id>
<title>${escapeMarkup(channel.name)}</title>
<subtitle>${escapeMarkup(channel.description)}</subtitle>
<updated>${stamp(updated)}</updated>
<author><name>${escapeMarkup(channel.name)}</name></author>
<link href="${escapeMarkup(`${address}index.html`)}"/>
<link rel="self" href="${escapeMarkup(`${address}feed.xml`)}"/>
${entries.join('\n')}
</feed>
`;
}

function jsonFeed(site: Site): string {
  const { channel, posts } = site;
  const { address } = channel;
  const items = posts.map((post) => ({
    id: `urn:banyan:${post.id}`,
    ...(post.title === '' ? {} : { title: post.title }),
    ...(address === '' ? {} : { url: `${address}${postPlace(post.id)}` }),
    content_html: articleMarkup(post.blocks, placesFrom(site, address)),
    date_published: stamp(post.at),
    date_modified: stamp(changedAt(post)),
  }));
  const places = address === '' ? {} : { home_page_url: `${address}index.html`, feed_url: `${address}feed.json` };
  const about = { title: channel.name, description: channel.description, ...places };
  return `${JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', ...about, items }, null, 1)}\n`;
}

function titleOf({ title, blocks }: SitePost): string {
  if (title !== '') return title;
  const text = blocks.map(firstWords).find((words) => words !== '') ?? '…';
  return text.length <= 80 ? text : `${text.slice(0, 80)}…`;
}

function firstWords(block: Block): string {
  return block.block === 'paragraph'
    ? block.spans
        .map(({ text }) => text)
        .join('')
        .trim()
    : '';
}

function changedAt({ at, editedAt }: SitePost): number {
  return editedAt ?? at;
}

function stamp(at: number): string {
  return new Date(at).toISOString();
}

function lines(text: string): string {
  return escapeMarkup(text).replaceAll('\n', '<br>');
}
