import { plainWords } from '@domain/chat/plainWords.ts';
import { namesOf, type AllPart, type ListedLine, indexPage, postsPage } from '@domain/exporting/all/pages.ts';
import type { SpaceId } from '@shared/ids.ts';
import type { ExportAllWish } from '../../workspace/exportWorkspace.ts';
import type { AllMedia } from './allMedia.ts';
import type { AllWriter } from './allWriter.ts';
import { channelSource } from './channelLines.ts';
import type { Gathered } from './gather.ts';
import { type PostSource, type ToldPost, postsOf } from './posts.ts';
import { fromPage, writeTalkPages } from './talkPages.ts';
import type { WholeParts } from './wholeParts.ts';

/** Posts on one page. */
const ON_PAGE = 300;

/** What pages are written with. */
export interface AllPageParts extends WholeParts {
  readonly writer: AllWriter;
  readonly media: AllMedia;
  readonly wish: ExportAllWish;
  readonly rest: () => Promise<void>;
}

/** What the first writing told. */
export interface PageFacts {
  readonly at: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly talkCounts: readonly number[];
  readonly momentCount: number;
  readonly channelCounts: ReadonlyMap<SpaceId, number>;
}

/** Writes the pages for people: what is long is read a second time, so that nothing is held (EXA-8). */
export class AllPages {
  private readonly parts: AllPageParts;
  private readonly all: Gathered;
  private readonly facts: PageFacts;
  private readonly lines = new Map<AllPart, readonly ListedLine[]>();

  constructor(parts: AllPageParts, all: Gathered, facts: PageFacts) {
    this.parts = parts;
    this.all = all;
    this.facts = facts;
  }

  async write(onProgress: (done: number) => void): Promise<void> {
    const { all, facts, parts } = this;
    const { wish, writer } = parts;
    const words = wish.words(namesOf(all.names, ''));
    await this.talks(onProgress);
    await this.posts();
    const { lists } = words;
    this.lines.set('people', all.contacts.map(lists.person));
    this.lines.set(
      'favourites',
      all.favourites.map((one) => this.favourite(one)),
    );
    this.lines.set(
      'drafts',
      [
        ...all.conversations.flatMap(({ draft, name }) => (draft === '' ? [] : [{ text: draft, below: name }])),
        ...all.scheduled.map(({ text, dueAt }) => ({ text, below: words.pages.chat.moment(dueAt) })),
        ...all.articles.map(({ title, summary }) => ({ text: title, below: summary })),
      ].map((line) => ({ ...line, href: null })),
    );
    this.lines.set(
      'stickers',
      all.stickers.map(({ file, emoji, pack }) => ({
        text: [emoji, pack].filter((part) => part !== '').join(' '),
        href: parts.media.pathOf(file),
        below: '',
      })),
    );
    this.lines.set('wallet', lists.wallet(all.wallet));
    const about = { name: all.own.profile.name, at: facts.at, leftOut: facts.leftOut, parts: this.lines };
    await writer.words('index.html', [indexPage(words.pages, about)]);
  }

  private async talks(onProgress: (done: number) => void): Promise<void> {
    const { all, facts, parts } = this;
    const { wish, writer, self, rest } = parts;
    const lines: ListedLine[] = [];
    const { counted, imported } = wish.words(() => '').pages;
    const words = (nameOf: Parameters<ExportAllWish['words']>[0]) => wish.words(nameOf).pages;
    const made = { writer, words, names: all.names, self, exportedAt: facts.at, rest };
    for (const [place, talk] of all.talks.entries()) {
      const stem = `chat-${String(place + 1).padStart(4, '0')}`;
      const count = facts.talkCounts[place] ?? 0;
      if (count > 0) await writeTalkPages(made, talk, stem);
      const below = talk.isImported ? `${imported} · ${counted(count)}` : counted(count);
      lines.push({ text: talk.name, href: count === 0 ? null : `pages/${stem}.html`, below });
      onProgress((place + 1) / all.talks.length);
    }
    this.lines.set('chats', lines);
  }

  private async posts(): Promise<void> {
    const { all, facts, parts } = this;
    const { pages } = parts.wish.words(namesOf(all.names, ''));
    const none = () => undefined;
    const title = pages.part('moments');
    const { momentCount } = facts;
    if (momentCount > 0) await this.shelf(title, 'moments', { ...all.moments, onEnding: none });
    const href = momentCount === 0 ? null : 'pages/moments.html';
    this.lines.set('moments', momentCount === 0 ? [] : [{ text: title, href, below: pages.counted(momentCount) }]);
    const lines: ListedLine[] = [];
    for (const [place, { id, name, description, feed }] of all.channels.entries()) {
      const stem = `channel-${String(place + 1).padStart(4, '0')}`;
      const count = facts.channelCounts.get(id) ?? 0;
      const source = count === 0 ? null : await channelSource(parts, id, none);
      if (source !== null) await this.shelf(name, stem, source);
      lines.push({
        text: name,
        href: source === null ? null : `pages/${stem}.html`,
        below: feed === null ? [pages.counted(count), description].filter((one) => one !== '').join(' · ') : feed.url,
      });
    }
    this.lines.set('channels', lines);
  }

  /** The pages of a shelf of posts. */
  private async shelf(title: string, stem: string, source: PostSource): Promise<void> {
    const { parts, all } = this;
    const { writer, media, wish, store, blobs, rest } = parts;
    const { pages } = wish.words(namesOf(all.names, ''));
    const nameOfPage = (number: number) => (number === 1 ? `${stem}.html` : `${stem}-${number}.html`);
    let number = 0;
    const write = async (held: readonly ToldPost[], isLast: boolean) => {
      number += 1;
      const place = {
        title,
        previous: number === 1 ? null : nameOfPage(number - 1),
        next: isLast ? null : nameOfPage(number + 1),
        posts: held.map((told) => shownPost(told)),
      };
      const page = postsPage(pages, place, (file) => fromPage(media.pathOf(file)));
      await writer.words(`pages/${nameOfPage(number)}`, [page]);
    };
    let held: ToldPost[] = [];
    for await (const told of postsOf({ feed: store.feed, blobs }, source)) {
      if (held.length === ON_PAGE) {
        await write(held, false);
        held = [];
      }
      held.push(told);
      await rest();
    }
    await write(held, true);
  }

  private favourite({ message, space }: Gathered['favourites'][number]): ListedLine {
    const { all, parts } = this;
    const name = all.conversations.find((one) => one.space === space)?.name ?? '';
    const words = message === null ? '' : plainWords(message.body);
    const { unknown } = parts.wish.words(() => '').pages;
    return { text: words === '' ? unknown : words, href: null, below: name };
  }
}

function shownPost({ view, body, blocks }: ToldPost) {
  const { id, at, person, editedAt, likes, remarks } = view;
  return {
    ...{ id, at, name: person.name, own: person.own, edited: editedAt !== null, body, blocks, likes: likes.length },
    remarks: remarks.map((one) => ({ name: one.person.name, text: one.text, at: one.at })),
  };
}
