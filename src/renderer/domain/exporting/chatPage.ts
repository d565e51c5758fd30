/** Pages of an exported chat (CEX-2, CEX-3): HTML that runs nothing and asks nobody for anything. */
import type { AccountId, EventId } from '@shared/ids.ts';
import { readMarkup } from '../markup/markup.ts';
import type { LinkRange, TextBlock, TextRun } from '../markup/run.ts';
import { escapeMarkup } from '../site/escapeMarkup.ts';
import { pageFrame } from '../site/pageFrame.ts';
import { CHAT_STYLE } from './chatStyle.ts';
import type { ExportedChat, ExportedCounts, ExportedMessage } from './exported.ts';
import { opensQuietly } from './quietFiles.ts';

/** Words of the app's language, and how that is written. */
export interface ChatPageWords {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly you: string;
  readonly previous: string;
  readonly next: string;
  readonly all: string;
  readonly edited: string;
  readonly forwarded: string;
  /** A file that is not in the archive. */
  readonly missing: string;
  readonly gone: string;
  readonly day: (at: number) => string;
  readonly time: (at: number) => string;
  readonly moment: (at: number) => string;
  readonly about: (chat: ExportedChat) => string;
  readonly counts: (counts: ExportedCounts) => readonly string[];
  readonly page: (from: number, to: number, count: number) => string;
  readonly votes: (count: number) => string;
  readonly recalled: (message: ExportedMessage, name: string) => string;
  /** A notice of a group, a card of the wallet and whatever else has no words of its own. */
  readonly line: (message: ExportedMessage) => string;
  readonly links: (text: string) => readonly LinkRange[];
}

/** What pages are made with. */
export interface ChatPages {
  readonly chat: ExportedChat;
  readonly words: ChatPageWords;
  readonly nameOf: (account: AccountId) => string;
  /** What somebody answered, where it is in the export; null where it is not. */
  readonly quoted: (id: EventId) => QuotedMessage | null;
}

/** What stands above an answer. */
export interface QuotedMessage {
  readonly author: AccountId;
  readonly words: string;
  /** The page it is on. */
  readonly page: string;
}

/** Where a page is, and what is before and behind it; null: nothing. */
export interface PagePlace {
  readonly name: string;
  readonly previous: string | null;
  readonly next: string | null;
  /** The list of all pages; null where there is but one. */
  readonly list: string | null;
}

/** What a page may reach: files beside it, and nothing else. */
export const PAGE_POLICY =
  "default-src 'none'; img-src 'self' file:; media-src 'self' file:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A page of messages. */
export function chatPage(pages: ChatPages, place: PagePlace, messages: readonly ExportedMessage[]): string {
  const { chat, words } = pages;
  let day = '';
  const rows = messages.map((message) => {
    const now = words.day(message.at);
    const heading = now === day ? '' : `<h2>${escapeMarkup(now)}</h2>\n`;
    day = now;
    return heading + messageMarkup(pages, place, message);
  });
  const ways = waysOf(pages, place);
  return frame(pages, chat.name, `${headMarkup(pages)}\n${ways}\n${rows.join('\n')}\n${ways}`);
}

/** A page that lists the others. */
export function chatIndex(
  pages: ChatPages,
  list: readonly { readonly name: string; readonly from: number; readonly to: number; readonly count: number }[],
  counts: ExportedCounts,
): string {
  const { words, chat } = pages;
  const items = list.map(
    ({ name, from, to, count }) => `<li><a href="${name}">${escapeMarkup(words.page(from, to, count))}</a></li>`,
  );
  return frame(pages, chat.name, `${headMarkup(pages, counts)}\n<ul>\n${items.join('\n')}\n</ul>`);
}

function headMarkup({ chat, words }: ChatPages, counts?: ExportedCounts): string {
  const lines = [words.about(chat), ...(counts === undefined ? [] : words.counts(counts))];
  const said = lines.map((line) => `<p>${escapeMarkup(line)}</p>`).join('');
  return `<header><h1 dir="auto">${escapeMarkup(chat.name)}</h1>${said}</header>`;
}

function frame({ words }: ChatPages, title: string, content: string): string {
  const head = `<style>${CHAT_STYLE}</style>`;
  return pageFrame({ language: words.language, direction: words.direction, policy: PAGE_POLICY, title, head, content });
}

function waysOf({ words }: ChatPages, { previous, next, list }: PagePlace): string {
  const way = (page: string | null, text: string) =>
    page === null ? '' : `<a href="${page}">${escapeMarkup(text)}</a>`;
  const ways = [way(list, words.all), way(previous, words.previous), way(next, words.next)].filter((one) => one !== '');
  return ways.length === 0 ? '' : `<nav>${ways.join(' ')}</nav>`;
}

function messageMarkup(pages: ChatPages, place: PagePlace, message: ExportedMessage): string {
  const { words, nameOf } = pages;
  const { id, at, own, author, body } = message;
  const line = body.kind === 'notice' || body.kind === 'program-info' ? words.line(message) : null;
  if (line !== null)
    return `<article id="${id}" class="line"><p dir="auto">${escapeMarkup(line)}</p>${timeOf(pages, at)}</article>`;
  const name = own ? words.you : nameOf(author);
  const edited = message.versions.length > 0 ? ` · ${escapeMarkup(words.edited)}` : '';
  return `<article id="${id}"${own ? ' class="own"' : ''}>
<div class="by"><b><bdi>${escapeMarkup(name)}</bdi></b><span>${timeOf(pages, at)}${edited}</span></div>
${aboveMarkup(pages, place, message)}${saidMarkup(pages, message)}${belowMarkup(pages, message)}
</article>`;
}

function timeOf({ words }: ChatPages, at: number): string {
  return `<time datetime="${new Date(at).toISOString()}">${escapeMarkup(words.time(at))}</time>`;
}

/** That it was said elsewhere first, and what it answers. */
function aboveMarkup({ words, nameOf, quoted }: ChatPages, place: PagePlace, message: ExportedMessage): string {
  const forwarded = message.isForwarded ? `<p class="aside">${escapeMarkup(words.forwarded)}</p>` : '';
  const { reply } = message;
  if (reply === null) return forwarded;
  const answered = quoted(reply);
  if (answered === null) return `${forwarded}<span class="quote">${escapeMarkup(words.gone)}</span>`;
  const address = answered.page === place.name ? `#${reply}` : `${answered.page}#${reply}`;
  const name = `<bdi>${escapeMarkup(nameOf(answered.author))}</bdi>`;
  return `${forwarded}<a class="quote" href="${address}" dir="auto">${name}: ${escapeMarkup(answered.words)}</a>`;
}

function saidMarkup(pages: ChatPages, message: ExportedMessage): string {
  const { words, nameOf } = pages;
  const { body } = message;
  switch (body.kind) {
    case 'text':
      return wordsMarkup(body.text, words.links);
    case 'file':
      return `${fileMarkup(words, message.path, body.file)}${body.caption === '' ? '' : wordsMarkup(body.caption, words.links)}`;
    case 'sticker':
      return fileMarkup(words, message.path, body.sticker.file);
    case 'recalled':
      return `<p class="aside">${escapeMarkup(words.recalled(message, nameOf(body.by)))}</p>`;
    case 'poll':
      return pollMarkup(pages, message, body.poll);
    default:
      return `<p dir="auto">${escapeMarkup(words.line(message))}</p>`;
  }
}

interface ShownFile {
  readonly name: string;
  readonly mime: string;
  readonly picture: { readonly width: number; readonly height: number } | null;
}

/** A file as it is shown, or what is said of one that is not in the archive. */
export function fileMarkup(words: ChatPageWords, path: string | null, { name, mime, picture }: ShownFile): string {
  const title = escapeMarkup(name);
  if (path === null) return `<p class="aside"><bdi>${title}</bdi> · ${escapeMarkup(words.missing)}</p>`;
  const address = escapeMarkup(path.split('/').map(encodeURIComponent).join('/'));
  if (picture !== null) {
    const { width, height } = picture;
    const image = `<img src="${address}" alt="${title}" width="${width}" height="${height}" loading="lazy">`;
    return opensQuietly(path) ? `<a href="${address}">${image}</a>` : image;
  }
  if (mime.startsWith('audio/'))
    return `<audio controls preload="none" src="${address}" aria-label="${title}"></audio>`;
  if (mime.startsWith('video/'))
    return `<video controls preload="none" src="${address}" aria-label="${title}"></video>`;
  // On a disk a browser opens what it was asked to save.
  if (!opensQuietly(path)) return `<p><bdi>${title}</bdi> · <code dir="ltr">${escapeMarkup(path)}</code></p>`;
  return `<p><a href="${address}" download><bdi>${title}</bdi></a></p>`;
}

function pollMarkup(
  { words }: ChatPages,
  { votes }: ExportedMessage,
  { question, options }: { readonly question: string; readonly options: readonly string[] },
): string {
  const rows = options.map(
    (option, place) =>
      `<li><bdi>${escapeMarkup(option)}</bdi> – ${escapeMarkup(words.votes(votes[place]?.length ?? 0))}</li>`,
  );
  return `<p dir="auto"><b>${escapeMarkup(question)}</b></p><ul>${rows.join('')}</ul>`;
}

/** Signs people put on it, and its words before they were changed. */
function belowMarkup({ words, nameOf }: ChatPages, { reactions, versions }: ExportedMessage): string {
  const signs = reactions.map(
    ({ sign, people }) =>
      `<span title="${escapeMarkup(people.map(nameOf).join(', '))}">${escapeMarkup(sign)} ${people.length}</span>`,
  );
  const before = versions
    .slice(0, -1)
    .map(({ text, at }) => `<p dir="auto" class="words">${escapeMarkup(words.moment(at))}: ${escapeMarkup(text)}</p>`);
  return [
    signs.length === 0 ? '' : `<div class="signs">${signs.join('')}</div>`,
    before.length === 0 ? '' : `<details><summary>${escapeMarkup(words.edited)}</summary>${before.join('')}</details>`,
  ].join('');
}

/** Words with their marks. */
export function wordsMarkup(text: string, links: ChatPageWords['links']): string {
  const blocks = readMarkup(text, links(text)).map(blockMarkup);
  return `<div class="words" dir="auto">${blocks.join('')}</div>`;
}

function blockMarkup(block: TextBlock): string {
  if (block.block === 'code') return `<pre dir="ltr"><code>${escapeMarkup(block.text)}</code></pre>`;
  const runs = block.runs.map(runMarkup).join('');
  return block.block === 'quote' ? `<blockquote dir="auto">${runs}</blockquote>` : runs;
}

const ELEMENTS = { bold: 'strong', italic: 'em', strike: 's' } as const;

function runMarkup({ text, marks, isCode, link }: TextRun): string {
  const plain = escapeMarkup(text);
  const inner = isCode ? `<code>${plain}</code>` : link === null ? plain : linkMarkup(link, plain);
  return marks.reduceRight((inside, mark) => `<${ELEMENTS[mark]}>${inside}</${ELEMENTS[mark]}>`, inner);
}

function linkMarkup(link: string, plain: string): string {
  // Addresses come from the app's own reader, which takes the web and mail alone; held to it here as well.
  if (!/^(?:https?|mailto):/iu.test(link)) return plain;
  return `<a href="${escapeMarkup(link)}" rel="noreferrer noopener"><bdi>${plain}</bdi></a>`;
}
