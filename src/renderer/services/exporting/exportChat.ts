/** Saves a chat as an archive (CEX). Its code is fetched when the first is saved. */
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { Result } from '@shared/result.ts';
import { chunkCountOf } from '@shared/blob.ts';
import { plainWords } from '@domain/chat/plainWords.ts';
import { chatJsonHead, chatJsonTail, messageJson } from '@domain/exporting/chatJson.ts';
import { type ChatPages, type QuotedMessage, chatIndex, chatPage } from '@domain/exporting/chatPage.ts';
import type { ExportedChat, ExportedCounts, ExportedMessage } from '@domain/exporting/exported.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { ExportTarget, ExportWish } from '../workspace/exportWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { ArchiveWriter } from './archiveWriter.ts';
import { FilesOfExport, type WantedFile } from './exportedFiles.ts';
import { type Rest, makeArchive } from './makeArchive.ts';
import { StoreUnreadError, type Stretch, messagesOf } from './messagesOf.ts';

/** What saving works with. */
export interface ExportParts {
  readonly store: DocumentStore;
  readonly blobs: Pick<BlobStore, 'read'>;
  readonly clock: Clock;
  readonly self: AccountId;
}

/** Messages on one page. */
const ON_PAGE = 1000;
/** Letters of what stands above an answer. */
const QUOTED = 120;

/** Writes the archive; see {@link ExportTarget}. */
export function exportChat(
  parts: ExportParts,
  asked: { readonly space: SpaceId; readonly wish: ExportWish },
  target: ExportTarget,
): Promise<Result<ExportedCounts, WorkspaceError>> {
  return makeArchive(parts.clock, target, (rest) => new OneExport(parts, { ...asked, target, rest }).run());
}

interface PageMade {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

class OneExport {
  private readonly parts: ExportParts;
  private readonly wish: ExportWish;
  private readonly target: ExportTarget;
  private readonly space: SpaceId;
  private readonly archive: ArchiveWriter;
  private readonly files: FilesOfExport;
  private readonly rest: Rest;
  private readonly people = new Map<AccountId, string>();
  /** What later messages answer: only of those that are answered. */
  private readonly answered = new Map<EventId, QuotedMessage | null>();
  private messages = 0;
  private ended = 0;
  private bounds: { readonly since: number; readonly until: number } = { since: 0, until: 0 };

  constructor(
    parts: ExportParts,
    asked: {
      readonly space: SpaceId;
      readonly wish: ExportWish;
      readonly target: ExportTarget;
      readonly rest: Rest;
    },
  ) {
    this.parts = parts;
    this.space = asked.space;
    this.wish = asked.wish;
    this.target = asked.target;
    this.archive = new ArchiveWriter(asked.target.sink);
    this.files = new FilesOfExport(parts.store, asked.wish.files);
    this.rest = asked.rest;
  }

  async run(): Promise<ExportedCounts> {
    const { since, until } = this.wish;
    this.bounds = { since: since ?? 0, until: until ?? (await this.newest()) };
    const chat = await this.about();
    await this.archive.words('chat.json', this.json(chat));
    await this.pages(chat);
    await this.media();
    await this.archive.finish();
    return this.counts();
  }

  /** What is said from now on is for another time: both readings are of the same. Clocks of others may be ahead. */
  private async newest(): Promise<number> {
    const page = await this.parts.store.messages(this.space, { kind: 'latest', limit: 1 });
    if (!page.ok) throw new StoreUnreadError(page.error);
    return page.value.messages[0]?.at ?? 0;
  }

  private async about(): Promise<ExportedChat> {
    const { store, self, clock } = this.parts;
    const { name, since, until } = this.wish;
    const row = await store.conversations.get(this.space);
    const kind = row.ok ? (row.value?.kind ?? 'direct') : 'direct';
    return { name, kind, self, since, until, exportedAt: clock.now() };
  }

  private counts(): ExportedCounts {
    const { missing, unwanted, wanted } = this.files;
    return { messages: this.messages, files: wanted.length, ended: this.ended, missing, unwanted };
  }

  private stretch(): Stretch {
    return { space: this.space, ...this.bounds };
  }

  /** The first reading: who is in it, what is answered, which files there are. */
  private async *json(chat: ExportedChat): AsyncGenerator<string> {
    yield chatJsonHead(chat);
    for await (const message of this.all(0)) {
      yield messageJson(message, this.messages === 0);
      this.messages += 1;
      this.meet(message);
    }
    yield chatJsonTail(this.people, this.counts());
  }

  private meet({ author, reply, reactions, votes }: ExportedMessage): void {
    const everybody = [author, ...reactions.flatMap(({ people }) => people), ...votes.flat()];
    for (const account of everybody) if (!this.people.has(account)) this.people.set(account, this.wish.nameOf(account));
    if (reply !== null) this.answered.set(reply, null);
  }

  private async *all(part: 0 | 1): AsyncGenerator<ExportedMessage> {
    for await (const page of messagesOf(this.parts.store, this.stretch())) {
      for (const told of page) {
        if (told === 'ending') this.ended += part === 0 ? 1 : 0;
        else yield { ...told, path: await this.files.pathOf(told.body) };
      }
      const last = page.findLast((told) => told !== 'ending');
      if (last !== undefined) this.tell(part, last.at);
      await this.rest();
    }
  }

  private tell(part: 0 | 1, at: number): void {
    const { since, until } = this.bounds;
    this.first ??= at;
    const begin = Math.max(since, this.first);
    const done = until <= begin ? 1 : Math.min(1, (at - begin) / (until - begin));
    this.target.onProgress({ step: 'messages', done: (part + done) / 2 });
  }

  /** When the oldest message was said. */
  private first: number | null = null;

  /** The second reading. */
  private async pages(chat: ExportedChat): Promise<void> {
    const { words, nameOf } = this.wish;
    const pages: ChatPages = { chat, words, nameOf, quoted: (id) => this.answered.get(id) ?? null };
    const made: PageMade[] = [];
    const isOne = this.messages <= ON_PAGE;
    let held: ExportedMessage[] = [];
    const write = async (isLast: boolean) => {
      const number = made.length + 1;
      const name = isOne ? 'index.html' : pageName(number);
      const place = {
        name,
        previous: number === 1 ? null : pageName(number - 1),
        next: isLast ? null : pageName(number + 1),
        list: isOne ? null : 'index.html',
      };
      for (const message of held) this.remember(message, name);
      await this.archive.words(name, [chatPage(pages, place, held)]);
      made.push({ name, from: held[0]?.at ?? 0, to: held.at(-1)?.at ?? 0, count: held.length });
      held = [];
    };
    for await (const message of this.all(1)) {
      if (held.length === ON_PAGE) await write(false);
      held.push(message);
    }
    if (held.length > 0 || isOne) await write(true);
    if (!isOne) await this.archive.words('index.html', [chatIndex(pages, made, this.counts())]);
  }

  private remember({ id, author, body }: ExportedMessage, page: string): void {
    if (!this.answered.has(id)) return;
    const words = plainWords(body).slice(0, QUOTED).toWellFormed();
    this.answered.set(id, { author, words, page });
  }

  private async media(): Promise<void> {
    const { wanted } = this.files;
    const total = wanted.reduce((sum, { size }) => sum + size, 0);
    let done = 0;
    for (const file of wanted) {
      await this.archive.file(file.path, file.size, this.piecesOf(file));
      done += file.size;
      this.target.onProgress({ step: 'files', done: total === 0 ? 1 : done / total });
    }
  }

  /** What cannot be read any more is in the archive as far as it could, and counted. */
  private async *piecesOf(file: WantedFile): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < chunkCountOf(file.size); index += 1) {
      await this.rest();
      const chunk = await this.parts.blobs.read(file.blob, index);
      if (!chunk.ok || chunk.value === null) return this.files.lost(file);
      yield chunk.value;
    }
  }
}

function pageName(number: number): string {
  return `page-${String(number).padStart(4, '0')}.html`;
}
