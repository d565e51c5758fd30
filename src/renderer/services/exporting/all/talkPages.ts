import type { AccountId, EventId } from '@shared/ids.ts';
import { plainWords } from '@domain/chat/plainWords.ts';
import { namesOf, type AllPageWords } from '@domain/exporting/all/pages.ts';
import { type ChatPages, type QuotedMessage, chatPage } from '@domain/exporting/chatPage.ts';
import type { ExportedMessage } from '@domain/exporting/exported.ts';
import type { AllWriter } from './allWriter.ts';
import type { Talk } from './talks.ts';

/** Messages on one page. */
const ON_PAGE = 1000;
/** Letters of what stands above an answer. */
const QUOTED = 120;

/** What pages of talks are made with. */
export interface TalkPageParts {
  readonly writer: AllWriter;
  readonly words: (nameOf: (account: AccountId) => string) => AllPageWords;
  readonly names: ReadonlyMap<string, string>;
  readonly self: AccountId;
  readonly exportedAt: number;
  /** Waits for its turn, and throws where the person gave up. */
  readonly rest: () => Promise<void>;
}

/** Writes the pages of one talk, the first of them at `name`; nothing of it is held but one page and what is answered (EXA-8, EXA-9). */
export async function writeTalkPages(parts: TalkPageParts, talk: Talk, stem: string): Promise<void> {
  await new TalkWriter(parts, talk, stem).run();
}

class TalkWriter {
  private readonly parts: TalkPageParts;
  private readonly talk: Talk;
  private readonly stem: string;
  private readonly answered = new Map<EventId, QuotedMessage | null>();
  private number = 0;

  constructor(parts: TalkPageParts, talk: Talk, stem: string) {
    this.parts = parts;
    this.talk = talk;
    this.stem = stem;
  }

  async run(): Promise<void> {
    for await (const messages of this.talk.read()) {
      for (const shown of messages) if (shown.reply !== null) this.answered.set(shown.reply, null);
      await this.parts.rest();
    }
    let held: ExportedMessage[] = [];
    for await (const messages of this.talk.read()) {
      for (const shown of messages) {
        if (held.length === ON_PAGE) {
          await this.write(held, false);
          held = [];
        }
        held.push(shown);
      }
      await this.parts.rest();
    }
    await this.write(held, true);
  }

  private nameOfPage(number: number): string {
    return number === 1 ? `${this.stem}.html` : `${this.stem}-${number}.html`;
  }

  private async write(messages: readonly ExportedMessage[], isLast: boolean): Promise<void> {
    const { writer, words, names, self, exportedAt } = this.parts;
    const { talk } = this;
    this.number += 1;
    const name = this.nameOfPage(this.number);
    const nameOf = namesOf(new Map([...names, ...talk.names]), words(() => '').unknown);
    for (const message of messages) this.remember(message, name);
    const pages: ChatPages = {
      chat: { name: talk.name, kind: talk.kind, self, since: null, until: null, exportedAt },
      words: words(nameOf).chat,
      nameOf,
      quoted: (id) => this.answered.get(id) ?? null,
    };
    const place = {
      name,
      previous: this.number === 1 ? null : this.nameOfPage(this.number - 1),
      next: isLast ? null : this.nameOfPage(this.number + 1),
      list: '../index.html',
    };
    const shown = messages.map((message) => ({ ...message, path: fromPage(message.path) }));
    await writer.words(`pages/${name}`, [chatPage(pages, place, shown)]);
  }

  private remember({ id, author, body }: ExportedMessage, page: string): void {
    if (!this.answered.has(id)) return;
    this.answered.set(id, { author, words: plainWords(body).slice(0, QUOTED).toWellFormed(), page });
  }
}

/** Where a file of the archive is, seen from a page of it. */
export function fromPage(path: string | null): string | null {
  return path === null ? null : `../${path}`;
}
