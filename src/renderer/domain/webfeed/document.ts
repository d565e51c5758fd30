/** The text of an entry as an article's document. */
import { cleanLine, cleanWords } from '@shared/cleanLine.ts';
import { encodeArticle } from '../article/codec.ts';
import type { ArticleDocument, Block, Span } from '../article/document.ts';
import { cutText, tidyArticle, trimArticle } from '../article/tidy.ts';
import { MAX_KEEP_BYTES } from '../feed/kept.ts';

/** A picture an entry names: shown as a link, since fetching it would tell its writer who reads and when. */
export interface NamedPicture {
  readonly block: 'foreign-picture';
  readonly src: string;
  readonly caption: string;
  readonly description: string;
}

/** A block of an entry's text. */
export type EntryBlock =
  | Exclude<Block, { block: 'picture' | 'program' | 'payment' | 'product' | 'post' }>
  | NamedPicture;

/** What stands below an entry's text. */
export interface EntryTail {
  readonly files: readonly { readonly url: string; readonly type: string }[];
  readonly link: string | null;
}

/** The document of an entry (WFD-7): as much of its text as a record holds, then its files, then where all of it is on the web. */
export function entryText(blocks: readonly EntryBlock[], tail: EntryTail): ArticleDocument {
  const below = [
    ...tail.files.map(({ url, type }) => linkLine(fileName(url, type), url)),
    ...(tail.link === null ? [] : [linkLine(hostOf(tail.link), tail.link)]),
  ];
  let text = trimArticle(tidyArticle(blocks.flatMap(ownBlock))).blocks;
  for (;;) {
    const document = tidyArticle([...text, ...below]);
    const bytes = encodeArticle(document);
    if (bytes !== null && bytes.length <= MAX_KEEP_BYTES) return document;
    // A single block may be larger than a record holds; then nothing of it is left but the way to it.
    text = text.slice(0, Math.floor(text.length * 0.8));
  }
}

/** Plain text as blocks: a paragraph between two empty lines. */
export function plainBlocks(text: string): readonly EntryBlock[] {
  return cleanWords(text)
    .split(/\n{2,}/u)
    .filter((part) => part.trim() !== '')
    .map((part) => ({ block: 'paragraph', spans: [{ text: part.trim() }] }));
}

function ownBlock(block: EntryBlock): readonly Block[] {
  if (block.block !== 'foreign-picture') return [block];
  const words = cleanLine(block.caption) || cleanLine(block.description);
  const isThere = /^https?:/iu.test(block.src);
  if (!isThere) return words === '' ? [] : [{ block: 'paragraph', spans: [{ text: words, italic: true }] }];
  return [linkLine(`🖼 ${words === '' ? fileName(block.src, '') : words}`, block.src)];
}

function linkLine(words: string, link: string): Block {
  const span: Span = { text: words === '' ? link : words, link };
  return { block: 'paragraph', spans: [span] };
}

/** The last part of an address, as a person would name the file. */
function fileName(url: string, type: string): string {
  const last =
    url
      .replace(/[?#].*$/su, '')
      .split('/')
      .slice(3)
      .findLast((part) => part !== '') ?? '';
  const name = cutText(cleanLine(decoded(last)), 100);
  if (name === '') return hostOf(url);
  return type === '' ? name : `${name} (${cutText(cleanLine(type), 40)})`;
}

/** The host of an address, as a link to it says it. */
export function hostOf(address: string): string {
  return /^https?:\/\/(?:www\.)?([^/?#]+)/iu.exec(address)?.[1] ?? '';
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
