/** The pages of an export of everything (EXA-8): HTML that runs nothing and asks nobody for anything. */
import type { AccountId, BlobId } from '@shared/ids.ts';
import type { Block } from '../../article/document.ts';
import type { PostBody } from '../../feed/post.ts';
import { articleMarkup } from '../../site/articleMarkup.ts';
import { escapeMarkup } from '../../site/escapeMarkup.ts';
import { pageFrame } from '../../site/pageFrame.ts';
import { CHAT_STYLE } from '../chatStyle.ts';
import { type ChatPageWords, PAGE_POLICY, fileMarkup, wordsMarkup } from '../chatPage.ts';

/** Parts of the list of an export, in its order. */
export const allParts = [
  'people',
  'chats',
  'moments',
  'channels',
  'favourites',
  'drafts',
  'stickers',
  'wallet',
] as const;
/** One of {@link allParts}. */
export type AllPart = (typeof allParts)[number];

/** Words of the app's language, beside those of a chat's pages. */
export interface AllPageWords {
  readonly chat: ChatPageWords;
  readonly title: (name: string) => string;
  readonly about: (at: number) => string;
  /** That it is not encrypted, and who could read it. */
  readonly warning: string;
  readonly data: string;
  readonly part: (part: AllPart) => string;
  readonly nothing: string;
  readonly back: string;
  readonly unknown: string;
  readonly counted: (count: number) => string;
  /** What stands beside what was imported. */
  readonly imported: string;
  readonly leftOut: (counts: Readonly<Record<string, number>>) => readonly string[];
  readonly likes: (count: number) => string;
  readonly sold: string;
}

/** A line of a list: what it says, where it leads, and what is said below it. */
export interface ListedLine {
  readonly text: string;
  readonly href: string | null;
  readonly below: string;
}

/** A post as a page shows it. */
export interface ShownPost {
  readonly id: string;
  readonly at: number;
  readonly name: string;
  readonly own: boolean;
  readonly edited: boolean;
  readonly body: PostBody;
  readonly blocks: readonly Block[] | null;
  readonly likes: number;
  readonly remarks: readonly { readonly name: string; readonly text: string; readonly at: number }[];
}

/** Where files of posts are, from the page: null for what is not in the archive. */
export type PlaceOf = (file: { readonly blob: BlobId }) => string | null;

/** The page that leads to all others. */
export function indexPage(
  words: AllPageWords,
  about: {
    readonly name: string;
    readonly at: number;
    readonly leftOut: Readonly<Record<string, number>>;
    readonly parts: ReadonlyMap<AllPart, readonly ListedLine[]>;
  },
): string {
  const said = [words.about(about.at), words.warning, words.data, ...words.leftOut(about.leftOut)];
  const head = `<header><h1 dir="auto">${escapeMarkup(words.title(about.name))}</h1>${said.map((line) => `<p>${escapeMarkup(line)}</p>`).join('')}</header>`;
  const ways = allParts.map((part) => `<a href="#${part}">${escapeMarkup(words.part(part))}</a>`).join(' ');
  const parts = allParts.map((part) => {
    const lines = about.parts.get(part) ?? [];
    return `<section id="${part}"><h2>${escapeMarkup(words.part(part))}</h2>${listMarkup(words, lines)}</section>`;
  });
  return frame(words, words.title(about.name), `${head}\n<nav>${ways}</nav>\n${parts.join('\n')}`);
}

/** A page of posts, newest first. `next`: the page of older ones. */
export function postsPage(
  words: AllPageWords,
  {
    title,
    posts,
    next,
    previous,
  }: {
    readonly title: string;
    readonly posts: readonly ShownPost[];
    readonly next: string | null;
    readonly previous: string | null;
  },
  placeOf: PlaceOf,
): string {
  const way = (page: string | null, text: string) =>
    page === null ? '' : `<a href="${escapeMarkup(page)}">${escapeMarkup(text)}</a>`;
  const ways = `<nav>${way(previous, words.chat.next)} ${way(next, words.chat.previous)}</nav>`;
  const shown = posts.map((post) => postMarkup(words, post, placeOf)).join('\n');
  return frame(words, title, `${headMarkup(words, title)}\n${ways}\n${shown}\n${ways}`);
}

function headMarkup(words: AllPageWords, title: string): string {
  const back = `<nav><a href="../index.html">${escapeMarkup(words.back)}</a></nav>`;
  return `${back}<header><h1 dir="auto">${escapeMarkup(title)}</h1></header>`;
}

function frame({ chat }: AllPageWords, title: string, content: string): string {
  const head = `<style>${CHAT_STYLE}</style>`;
  const { language, direction } = chat;
  return pageFrame({ language, direction, policy: PAGE_POLICY, title, head, content });
}

function listMarkup(words: AllPageWords, lines: readonly ListedLine[]): string {
  if (lines.length === 0) return `<p class="aside">${escapeMarkup(words.nothing)}</p>`;
  const rows = lines.map(({ text, href, below }) => {
    const shown = `<bdi>${escapeMarkup(text)}</bdi>`;
    const said = below === '' ? '' : `<br><small dir="auto">${escapeMarkup(below)}</small>`;
    return `<li>${href === null ? shown : `<a href="${escapeMarkup(href)}">${shown}</a>`}${said}</li>`;
  });
  return `<ul>${rows.join('\n')}</ul>`;
}

function postMarkup(words: AllPageWords, post: ShownPost, placeOf: PlaceOf): string {
  const { chat } = words;
  const { id, at, name, own, edited, body, remarks, likes } = post;
  const files = body.files.map((file) => fileMarkup(chat, placeOf(file), file)).join('');
  const said = body.text === '' ? '' : wordsMarkup(body.text, chat.links);
  const liked = likes === 0 ? '' : `<div class="signs"><span>${escapeMarkup(words.likes(likes))}</span></div>`;
  const below = remarks.map(
    (one) =>
      `<p dir="auto"><b><bdi>${escapeMarkup(one.name)}</bdi></b> <small>${escapeMarkup(chat.moment(one.at))}</small><br>${escapeMarkup(one.text)}</p>`,
  );
  return `<article id="${escapeMarkup(id)}"${own ? ' class="own"' : ''}>
<div class="by"><b><bdi>${escapeMarkup(name)}</bdi></b><span><time datetime="${new Date(at).toISOString()}">${escapeMarkup(chat.moment(at))}</time>${edited ? ` · ${escapeMarkup(chat.edited)}` : ''}</span></div>
${said}${files}${aboutMarkup(words, post, placeOf)}${liked}${below.join('')}
</article>`;
}

/** What a post shows beside words and files. */
function aboutMarkup(words: AllPageWords, { body, blocks }: ShownPost, placeOf: PlaceOf): string {
  const { link, shared, program, article } = body;
  const lines = [
    link === null ? '' : `${link.title === '' ? '' : `${link.title} – `}${link.url}`,
    shared === null ? '' : `${shared.name}: ${shared.title}`,
    program === null ? '' : program.name,
  ].filter((line) => line !== '');
  const said = lines.map((line) => `<p class="aside" dir="auto">${escapeMarkup(line)}</p>`).join('');
  if (article === null) return said;
  const sold = article.paid === undefined ? '' : `<p class="aside">${escapeMarkup(words.sold)}</p>`;
  const places = { picture: (blob: BlobId) => placeOf({ blob }), post: () => null };
  const text = blocks === null ? sold : articleMarkup(blocks, places);
  return `${said}<h2 dir="auto">${escapeMarkup(article.title)}</h2><p dir="auto">${escapeMarkup(article.summary)}</p>${text}`;
}

/** Gives the name of somebody; `unknown` for who has none here. */
export function namesOf(names: ReadonlyMap<string, string>, unknown: string): (account: AccountId) => string {
  return (account) => names.get(account) ?? unknown;
}
