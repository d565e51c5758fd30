import { parseFeed, parseOpml } from 'feedsmith';
import { MAX_FEED_TEXT, MOST_FEED_ENTRIES, type ReadFeedList, type WebFeedReading } from '@ports/webFeedReader.ts';
import { ofAtom, ofJson, ofRdf, ofRss } from './formats.ts';
import { feedsOfPage } from './pageFeeds.ts';
import { withoutProlog } from './prolog.ts';
import { webAddress } from './webAddress.ts';

/** Most feeds of one list. */
const MOST_LISTED = 500;

/** Reads a text as a feed (WFD-1, WFD-2). It never throws. */
export function readFeed(text: string, url: string): WebFeedReading {
  if (text.length > MAX_FEED_TEXT) return { found: 'nothing', why: 'no-feed' };
  const parts = withoutProlog(text);
  if (parts === null) return { found: 'nothing', why: 'refused' };
  if (parts.isPage) return { found: 'page', feeds: feedsOfPage(parts.body, url) };
  try {
    return { found: 'feed', feed: parsed(parts.body, url) };
  } catch {
    // No feed, or one that is broken, or nested until the stack is full: nobody writes so to be read.
    return { found: 'nothing', why: 'no-feed' };
  }
}

function parsed(text: string, url: string) {
  const read = parseFeed(text, { maxItems: MOST_FEED_ENTRIES });
  switch (read.format) {
    case 'rss':
      return ofRss(read.feed, url);
    case 'atom':
      return ofAtom(read.feed, url);
    case 'rdf':
      return ofRdf(read.feed, url);
    case 'json':
      return ofJson(read.feed, url);
  }
}

interface Outline {
  readonly text?: string;
  readonly title?: string;
  readonly xmlUrl?: string;
  readonly outlines?: readonly Outline[];
}

/** The feeds of a list, each once, with those of its folders (WFD-9). It never throws. */
export function readFeedList(text: string): Awaited<ReturnType<ReadFeedList>> {
  const parts = text.length > MAX_FEED_TEXT ? null : withoutProlog(text);
  if (parts === null) return [];
  try {
    return listed(parseOpml(parts.body).body?.outlines ?? []);
  } catch {
    return [];
  }
}

function listed(outlines: readonly Outline[]): Awaited<ReturnType<ReadFeedList>> {
  const found = new Map<string, string>();
  const waiting = [...outlines];
  for (let next = waiting.shift(); next !== undefined && found.size < MOST_LISTED; next = waiting.shift()) {
    const { text = '', title = text, xmlUrl, outlines: below = [] } = next;
    const url = webAddress(xmlUrl, 'about:blank');
    if (url !== null && !found.has(url)) found.set(url, title);
    waiting.push(...below);
  }
  return [...found].map(([url, name]) => ({ url, name }));
}
