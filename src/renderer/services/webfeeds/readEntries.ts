import { cleanLine, cleanWords } from '@shared/cleanLine.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import type { ArticleDocument } from '@domain/article/document.ts';
import { cutText } from '@domain/article/tidy.ts';
import { articleText, countWords } from '@domain/article/words.ts';
import { MAX_TITLE } from '@domain/feed/post.ts';
import { entryText, plainBlocks } from '@domain/webfeed/document.ts';
import { firstElements } from '@domain/webfeed/firstElements.ts';
import { entryMark, entryPost } from '@domain/webfeed/ids.ts';
import type { ReadEntry } from '@domain/webfeed/merge.ts';
import { type FeedEntry, MAX_ENTRY_WORDS, MOST_ENTRIES } from '@domain/webfeed/records.ts';
import type { ArticleReader } from '@ports/articleReader.ts';
import type { WebFeedEntry } from '@ports/webFeedReader.ts';

/** Longest text of one entry that is looked at, UTF-16 code units: a record holds less. */
const MAX_CONTENT = 300_000;
/** Most words a list shows of an entry that has a title. */
const MAX_EXCERPT = 280;
/** As much of a text as is counted whole, UTF-16 code units. */
const COUNTED = 10_000;
/** Longest first line that stands for a title. */
const MAX_FIRST_LINE = 80;

/** What entries are read with. */
export interface EntryReading {
  readonly articles: ArticleReader;
  /** Lets the app do something else between two entries. */
  readonly pause: () => Promise<void>;
}

/** Entries of a feed as they are kept, and the texts of those that are new or say something else. */
export interface ReadEntries {
  readonly entries: readonly ReadEntry[];
  readonly texts: ReadonlyMap<EventId, ArticleDocument>;
}

/** Reads the newest entries of a feed (WFD-5, WFD-7). One that says what is known already is not looked at again. */
export async function readEntries(
  feed: SpaceId,
  { entries, known }: { readonly entries: readonly WebFeedEntry[]; readonly known: readonly FeedEntry[] },
  reading: EntryReading,
): Promise<ReadEntries> {
  const before = new Map(known.map((entry) => [entry.id, entry]));
  const read: ReadEntry[] = [];
  const texts = new Map<EventId, ArticleDocument>();
  for (const entry of newest(entries)) {
    const id = entryPost(feed, keyOf(entry));
    const mark = entryMark(entry.title, entry.content, entry.link ?? '', entry.author);
    const old = before.get(id);
    if (old?.mark === mark) {
      read.push({ ...old, at: entry.at });
    } else {
      const made = await entryOf(entry, reading);
      read.push({ id, mark, at: entry.at, ...made.face });
      texts.set(id, made.text);
      await reading.pause();
    }
  }
  return { entries: read, texts };
}

/** The newest of them, in the order in which their writer has them where dates do not say. */
function newest(entries: readonly WebFeedEntry[]): readonly WebFeedEntry[] {
  if (entries.length <= MOST_ENTRIES) return entries;
  return entries.toSorted((one, other) => (other.at ?? 0) - (one.at ?? 0)).slice(0, MOST_ENTRIES);
}

/** What its writer tells it from others by, or what else does. */
function keyOf({ id, link, title, content }: WebFeedEntry): string {
  return id.trim() || (link ?? '') || entryMark(title, content);
}

async function entryOf(
  entry: WebFeedEntry,
  { articles }: EntryReading,
): Promise<{ readonly face: Omit<ReadEntry, 'id' | 'mark' | 'at'>; readonly text: ArticleDocument }> {
  const { link, files, base, form } = entry;
  const content = entry.content.slice(0, MAX_CONTENT);
  const blocks = form === 'html' ? await articles.readHtml(firstElements(content), base) : plainBlocks(content);
  const said = blocks.filter(({ block }) => block !== 'foreign-picture');
  const whole = articleText(entryText(said, { files: [], link: null }));
  const title = cutText(await plainText(entry.title, articles), MAX_TITLE);
  const isShort = title === '' && files.length === 0 && whole.length <= MAX_ENTRY_WORDS;
  const named = title === '' && !isShort ? firstLine(whole) : title;
  return {
    face: {
      title: named,
      words: isShort ? cleanWords(whole) : excerpt(whole),
      link: link === null || !LINKED.test(link) ? null : link,
      length: wordsIn(whole),
    },
    text: entryText(blocks, { files, link }),
  };
}

/** As the record holds it; whatever else a parser of addresses lets through is left out. */
const LINKED = /^https?:\/\/[^\s/?#@]+(?:[/?#]\S*)?$/iu;

/** Words of a line that may be HTML. */
export async function plainText(text: string, articles: ArticleReader): Promise<string> {
  const short = text.slice(0, MAX_TITLE * 20);
  if (!/[<&]/u.test(short)) return cleanLine(short);
  const blocks = await articles.readHtml(firstElements(short));
  return cleanLine(articleText(entryText(blocks, { files: [], link: null })));
}

/** About how many words a text has: of a long one its beginning is counted. Finding words takes its time in scripts without spaces. */
function wordsIn(text: string): number {
  if (text.length <= COUNTED) return countWords(text);
  return Math.round((countWords(text.slice(0, COUNTED)) * text.length) / COUNTED);
}

function firstLine(text: string): string {
  const line = cleanLine(text.split('\n', 1)[0] ?? '');
  return line.length <= MAX_FIRST_LINE ? line || '…' : `${cutText(line, MAX_FIRST_LINE).trim()}…`;
}

function excerpt(text: string): string {
  const line = cleanLine(text.slice(0, MAX_EXCERPT * 4));
  return line.length <= MAX_EXCERPT ? line : `${cutText(line, MAX_EXCERPT).trim()}…`;
}
