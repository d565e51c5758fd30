/** Takes an export of everything in, as chats that are only read (IMA). Its code is fetched when the first is. */
import type { EventId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { DataKind } from '@domain/exporting/all/form.ts';
import type { LineOf, PostLine } from '@domain/exporting/all/lines.ts';
import { type BanyanRead, readMessageLine, readPostLine } from '@domain/importing/banyan.ts';
import type { ImportedChat } from '@domain/importing/records.ts';
import type { AbortSignalLike } from '@ports/peerTransport.ts';
import { WorkSlice } from '../../replication/workSlice.ts';
import type { ImportAllWish, ImportedAll } from '../../workspace/importWorkspace.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import type { ImportParts } from '../keepBlob.ts';
import { ArchiveMaker, type MadeOf } from './archiveMaker.ts';
import { type ReadLine, linesOf } from './linesOf.ts';
import { type OpenedAll, openAll } from './openAll.ts';

/** What an import of everything works with. */
export interface ImportAllParts extends ImportParts {
  /** Ids of what was imported already of a talk that an export names so. */
  readonly hereOf: (origin: NonNullable<ImportedChat['origin']>) => Promise<ReadonlySet<string>>;
  /** Whether a message or post is here itself. */
  readonly isHere: (origin: NonNullable<ImportedChat['origin']>, id: EventId) => Promise<boolean>;
}

/** What an import came to: the chats to be kept, and what is told of it. */
export interface TakenAll {
  readonly chats: readonly ImportedChat[];
  readonly report: ImportedAll;
}

/** Most conversations and channels, and most names, that are read. */
const MOST_TALKS = 20_000;
const MOST_NAMES = 200_000;
/** Posts of one shelf are turned round to stand in the order of time: at most so many letters of them. */
const MOST_POSTS = 64 * 1024 * 1024;
/** How often it is told how far it has come, ms. */
const TOLD_EVERY = 250;

/** The person gave up, or something could not be kept. */
class EndedError extends Error {
  readonly error: WorkspaceError;

  constructor(error: WorkspaceError) {
    super(error.message);
    this.error = error;
  }
}

/** Takes in what is wished. What was kept of one that fails is for the caller to let go. */
export async function runImportAll(
  parts: ImportAllParts,
  wish: ImportAllWish,
  signal: AbortSignalLike,
): Promise<Result<TakenAll, WorkspaceError>> {
  const slice = new WorkSlice(parts.clock);
  const opened = await openAll(wish.files, async () => {
    if (slice.isOver) await slice.letGo();
    return !signal.aborted;
  });
  if (!opened.ok) return opened;
  try {
    return ok(await new AllImport(parts, { wish, opened: opened.value, signal }).run());
  } catch (cause) {
    if (cause instanceof EndedError) return { ok: false, error: cause.error };
    return fail('import-damaged', 'it cannot be read to its end');
  }
}

class AllImport {
  private readonly parts: ImportAllParts;
  private readonly wish: ImportAllWish;
  private readonly opened: OpenedAll;
  private readonly signal: AbortSignalLike;
  private readonly slice: WorkSlice;
  private readonly names = new Map<string, string>();
  private readonly chats: ImportedChat[] = [];
  private readonly closed = new Set<string>();
  private messages = 0;
  private unread = 0;
  private already = 0;
  private damaged = 0;
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(
    parts: ImportAllParts,
    asked: { readonly wish: ImportAllWish; readonly opened: OpenedAll; readonly signal: AbortSignalLike },
  ) {
    this.parts = parts;
    this.wish = asked.wish;
    this.opened = asked.opened;
    this.signal = asked.signal;
    this.slice = new WorkSlice(parts.clock);
  }

  async run(): Promise<TakenAll> {
    for await (const { line } of this.lines('people'))
      if (line !== null && this.names.size < MOST_NAMES) this.names.set(line.id, line.name);
    await this.conversations();
    await this.moments();
    await this.channels();
    const { chats, messages, unread, already, damaged } = this;
    const missing = chats.reduce((sum, chat) => sum + chat.missing, 0);
    const report = { chats: chats.length, messages, unread, already, damaged, missing, broken: this.opened.broken };
    return { chats, report };
  }

  private async *lines<Kind extends DataKind>(kind: Kind): AsyncGenerator<ReadLine<Kind>> {
    const file = this.opened.data.get(kind);
    if (file === undefined) return;
    for await (const read of linesOf(kind, file)) {
      await this.rest();
      yield read;
    }
  }

  private async conversations(): Promise<void> {
    const talks = await this.talks('conversations');
    let talk: OpenTalk | null = null;
    for await (const { raw, line } of this.lines('messages')) {
      const of = line === null || this.closed.has(line.conversation) ? undefined : talks.get(line.conversation);
      if (line === null || of === undefined) {
        this.unread += 1;
        talk?.maker.miss(raw);
        continue;
      }
      if (talk?.made.origin.id !== line.conversation) {
        await this.close(talk);
        const origin = { of: 'messages', id: line.conversation as SpaceId } as const;
        talk = await this.open({ name: of.line.name, origin, me: of.line.self, about: of.raw });
      }
      await this.add(talk, raw, { id: line.id, read: () => readMessageLine(line) });
    }
    await this.close(talk);
  }

  /** Conversations or channels by their ids. */
  private async talks<Kind extends 'conversations' | 'channels'>(kind: Kind): Promise<ReadonlyMap<string, Told<Kind>>> {
    const talks = new Map<string, Told<Kind>>();
    for await (const { raw, line } of this.lines(kind)) {
      if (line === null || talks.size >= MOST_TALKS) this.unread += 1;
      else talks.set(line.id, { raw, line });
    }
    return talks;
  }

  private async moments(): Promise<void> {
    const { account } = this.opened.manifest;
    const shelves = await this.shelves('moments', () => account);
    const about = { name: this.wish.momentsName, about: '' };
    for (const posts of shelves.values()) await this.posts({ of: 'moments', id: account as SpaceId }, about, posts);
  }

  private async channels(): Promise<void> {
    const told = await this.talks('channels');
    const shelves = await this.shelves('posts', ({ channel }) => channel ?? null);
    for (const [id, posts] of shelves) {
      const channel = told.get(id);
      const name = channel?.line.name ?? this.names.get(id) ?? id;
      await this.posts({ of: 'posts', id: id as SpaceId }, { name, about: channel?.raw ?? '' }, posts);
    }
  }

  /** Posts by what they are of. */
  private async shelves(
    kind: 'moments' | 'posts',
    shelfOf: (line: PostLine) => string | null,
  ): Promise<ReadonlyMap<string, ToldPost[]>> {
    const shelves = new Map<string, ToldPost[]>();
    let letters = 0;
    for await (const { raw, line } of this.lines(kind)) {
      const shelf = line === null ? null : shelfOf(line);
      letters += raw.length;
      if (line === null || shelf === null || letters > MOST_POSTS) {
        this.unread += 1;
        continue;
      }
      const posts = shelves.get(shelf) ?? [];
      posts.push({ raw, line });
      shelves.set(shelf, posts);
    }
    return shelves;
  }

  /** Posts stand newest first, and are turned round. */
  private async posts(
    origin: MadeOf['origin'],
    about: Pick<MadeOf, 'name' | 'about'>,
    posts: readonly ToldPost[],
  ): Promise<void> {
    const talk = await this.open({ ...about, origin, me: this.opened.manifest.account });
    for (const { raw, line } of posts.toReversed())
      await this.add(talk, raw, { id: line.id, read: () => readPostLine(line) });
    await this.close(talk);
  }

  private async open(made: MadeOf): Promise<OpenTalk> {
    const { parts, opened, wish, signal, names } = this;
    const maker = new ArchiveMaker({ ...parts, find: opened.find, withFiles: wish.withFiles, signal, names });
    return { made, maker, here: await parts.hereOf(made.origin), seen: new Set() };
  }

  /** What is here already is passed over, and so is what comes a second time. */
  private async add(
    talk: OpenTalk,
    raw: string,
    { id, read }: { readonly id: string; readonly read: () => BanyanRead },
  ): Promise<void> {
    const { origin } = talk.made;
    const isHere = talk.here.has(id) || talk.seen.has(id) || (await this.parts.isHere(origin, id as EventId));
    if (isHere) {
      this.already += 1;
      return;
    }
    talk.seen.add(id);
    const added = await talk.maker.add(raw, read());
    if (!added.ok) throw new EndedError(added.error);
  }

  private async close(talk: OpenTalk | null): Promise<void> {
    if (talk === null) return;
    this.closed.add(talk.made.origin.id);
    const made = await talk.maker.finish(talk.made);
    if (!made.ok) throw new EndedError(made.error);
    this.damaged += talk.maker.damaged;
    if (made.value === null) return;
    this.messages += made.value.messages;
    this.chats.push(made.value);
  }

  private async rest(): Promise<void> {
    if (this.signal.aborted) throw new EndedError({ code: 'upload-cancelled', message: 'the person gave up' });
    this.tell();
    if (this.slice.isOver) await this.slice.letGo();
  }

  private tell(): void {
    const { clock, book } = this.parts;
    const now = clock.monotonic();
    if (now - this.toldAt < TOLD_EVERY) return;
    this.toldAt = now;
    const claimed = this.opened.manifest.counts['messages'] ?? 0;
    const done = claimed === 0 ? 0 : Math.min(1, this.messages / claimed);
    void book.tell({ name: this.opened.manifest.name, done, messages: this.messages });
  }
}

/** A line that tells of a talk. */
interface Told<Kind extends 'conversations' | 'channels'> {
  readonly raw: string;
  readonly line: LineOf<Kind>;
}

interface ToldPost {
  readonly raw: string;
  readonly line: PostLine;
}

interface OpenTalk {
  readonly made: MadeOf;
  readonly maker: ArchiveMaker;
  readonly here: ReadonlySet<string>;
  readonly seen: Set<string>;
}
