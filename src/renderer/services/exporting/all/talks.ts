import * as v from 'valibot';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { stamp } from '@domain/exporting/all/form.ts';
import { fromElsewhere, importedLine } from '@domain/exporting/all/importedFacts.ts';
import type { LineOf, MessageLine } from '@domain/exporting/all/lines.ts';
import { messageFacts } from '@domain/exporting/chatJson.ts';
import type { ExportedMessage } from '@domain/exporting/exported.ts';
import { importedMessageId, importedPersonId } from '@domain/importing/ids.ts';
import {
  type ImportOutline,
  type ImportedChat,
  type ImportedFile,
  type ImportedMessage,
  PAGE_MESSAGES,
} from '@domain/importing/records.ts';
import { keptLines } from '../../importing/all/keptLines.ts';
import { readLine } from '../../importing/all/linesOf.ts';
import { groupNamesSchema, namesName } from '../../groups/groupView.ts';
import type { ImportPages } from '../../importing/importPages.ts';
import { importedView } from '../../importing/importedView.ts';
import type { Conversation } from '../../workspace/workspace.ts';
import { StoreUnreadError, messagesOf } from '../messagesOf.ts';
import type { ExportParts } from '../exportChat.ts';
import type { AllMedia } from './allMedia.ts';

/** A talk of an export: one there is, or one that was imported. Read as often as is wanted, the same each time. */
export interface Talk {
  readonly id: SpaceId;
  readonly name: string;
  readonly kind: 'direct' | 'group';
  /** What is said of it, with how many messages it has. */
  readonly line: (messages: number) => LineOf<'conversations'>;
  /** Names of people in it. */
  readonly names: ReadonlyMap<string, string>;
  /** Which file its lines are in. */
  readonly into: 'messages' | 'moments' | 'posts';
  readonly isImported: boolean;
  /** The line that told of it, where it was imported of an export. */
  readonly about?: string;
  /** Its lines in the order of their file, page by page. */
  readonly lines: () => AsyncGenerator<TalkLines>;
  /** What pages show, in the order of the talk. */
  readonly read: () => AsyncGenerator<readonly ExportedMessage[]>;
}

/** Lines of a talk; what is a text already stands as it is. `ending`: how many were left out since their words end. */
export interface TalkLines {
  readonly lines: readonly (MessageLine | string)[];
  readonly ending: number;
}

/** What talks are read with. */
export interface TalkParts extends ExportParts {
  readonly pages: ImportPages;
  readonly media: AllMedia;
}

/** A talk of one's own. What is said in it from now on is for another time. */
export async function ownTalk(parts: TalkParts, conversation: Conversation): Promise<Talk> {
  const { store, self } = parts;
  const { space, name, kind, account, preferences } = conversation;
  const newest = await store.messages(space, { kind: 'latest', limit: 1 });
  if (!newest.ok) throw new StoreUnreadError(newest.error);
  const until = newest.value.messages[0]?.at ?? 0;
  const names = await namesIn(parts, space);
  const { pinned, mutedUntil, archived, notify } = preferences;
  return {
    ...{ id: space, name, kind, names },
    line: (messages) => ({
      ...{ id: space, kind, name, self, with: account, messages },
      ...(names.size === 0 ? {} : { people: [...names.keys()] }),
      chosen: { pinned, mutedUntil: mutedUntil === 0 ? null : stamp(mutedUntil), archived, notify },
    }),
    into: 'messages',
    isImported: false,
    lines: () => ownLines(parts, { space, since: 0, until }),
    read: () => readOwn(parts, { space, since: 0, until }),
  };
}

async function namesIn({ store }: TalkParts, space: SpaceId): Promise<ReadonlyMap<string, string>> {
  const kept = await store.values.get(namesName(space));
  const read = v.safeParse(groupNamesSchema, kept.ok ? kept.value?.value : undefined);
  return new Map(read.success ? Object.entries(read.output) : []);
}

type Stretch = Parameters<typeof messagesOf>[1];

async function* readOwn(parts: TalkParts, stretch: Stretch): AsyncGenerator<readonly ExportedMessage[]> {
  for await (const { shown } of ownPages(parts, stretch)) yield shown;
}

async function* ownLines(parts: TalkParts, stretch: Stretch): AsyncGenerator<TalkLines> {
  for await (const { shown, ending } of ownPages(parts, stretch)) {
    // What is told of a message is a line but for where it stands (tests hold it to the schema).
    const lines = shown.map((message) => ({ conversation: stretch.space, ...messageFacts(message) }));
    yield { lines: lines as unknown as MessageLine[], ending };
  }
}

async function* ownPages({ store, media }: TalkParts, stretch: Stretch) {
  for await (const page of messagesOf(store, stretch)) {
    const shown: ExportedMessage[] = [];
    let ending = 0;
    for (const told of page) {
      if (told === 'ending') {
        ending += 1;
        continue;
      }
      const file = fileOf(told.body);
      shown.push({ ...told, path: file === null ? null : await media.want(file) });
    }
    yield { shown, ending };
  }
}

function fileOf(body: ExportedMessage['body']) {
  if (body.kind === 'file') return body.file;
  return body.kind === 'sticker' ? body.sticker.file : null;
}

/** A talk that was imported; null where its outline cannot be read. `taken`: ids other talks have in this export. */
export async function importedTalk(
  parts: TalkParts,
  chat: ImportedChat,
  taken: ReadonlySet<string>,
): Promise<Talk | null> {
  const outline = await parts.pages.outline(chat);
  if (outline === null) return null;
  const { origin, name, source } = chat;
  const idOf = (place: number) => outline.ids?.[place] ?? importedPersonId(chat.id, place);
  const names = new Map(outline.people.map((person, place) => [idOf(place), person] as const));
  const self = outline.me === null ? null : idOf(outline.me);
  const read = () => readImported(parts, chat, outline.me);
  const common = { name, kind: 'group', names, read } as const;
  if (origin === undefined) {
    const line = (messages: number): LineOf<'conversations'> => {
      return { id: chat.id, kind: 'imported', name, self, people: [...names.keys()], messages, from: source };
    };
    return {
      ...common,
      id: chat.id,
      into: 'messages',
      isImported: true,
      line,
      lines: () => importedLines(parts, chat),
    };
  }
  // One may have the talk itself beside what was imported of it.
  const id = taken.has(origin.id) ? chat.id : origin.id;
  const told = readLine('conversations', outline.about ?? '').line;
  const plain = { self, people: [...names.keys()], from: source };
  // Whatever the export said of itself: it is nothing that was said on this device.
  const line = (messages: number) => ({
    from: source,
    ...(told ?? plain),
    kind: 'imported' as const,
    id,
    name,
    messages,
  });
  return {
    ...common,
    id,
    into: origin.of,
    line,
    isImported: true,
    lines: () => archivedLines(parts, { outline, id, from: origin.of === 'messages' ? null : source }),
    about: outline.about === undefined || outline.about === '' ? '' : fromElsewhere(outline.about, source),
  };
}

/** As they stood in the export it was made of; files by where they are now. `from`: what is told of where each came from, where no line of their talk tells that. */
async function* archivedLines(
  { blobs, media }: TalkParts,
  { outline, id, from }: { readonly outline: ImportOutline; readonly id: SpaceId; readonly from: string | null },
): AsyncGenerator<TalkLines> {
  for await (const raw of keptLines(blobs, outline)) {
    const line = await media.placeAgain(raw, id);
    yield { lines: [from === null ? line : fromElsewhere(line, from)], ending: 0 };
  }
}

async function* importedLines(parts: TalkParts, chat: ImportedChat): AsyncGenerator<TalkLines> {
  for await (const { page, from } of pagesOf(parts, chat)) {
    const lines: MessageLine[] = [];
    for (const [index, message] of page.entries()) {
      const path = message.file === undefined ? null : await wantImported(parts.media, message.file);
      lines.push(importedLine(chat.id, { message, place: from + index }, path));
    }
    yield { lines, ending: 0 };
  }
}

async function* readImported(
  parts: TalkParts,
  chat: ImportedChat,
  me: number | null,
): AsyncGenerator<readonly ExportedMessage[]> {
  for await (const { page, from } of pagesOf(parts, chat)) {
    const shown: ExportedMessage[] = [];
    for (const [index, message] of page.entries()) {
      const path = message.file === undefined ? null : await wantImported(parts.media, message.file);
      shown.push(shownOf({ id: chat.id, me }, from + index, { message, path }));
    }
    yield shown;
  }
}

/** Where a page is damaged or gone, that many are missing. */
async function* pagesOf({ pages }: TalkParts, chat: ImportedChat) {
  for (let from = 0; from < chat.messages; from += PAGE_MESSAGES) yield { page: await pages.page(chat, from), from };
}

function wantImported(media: AllMedia, { blob, name, mime, picture }: ImportedFile): Promise<string | null> {
  if (blob === null) return Promise.resolve(null);
  const shown = picture === null ? null : { ...picture, blur: '', thumbnail: null };
  return media.want({ blob, name, mime, picture: shown });
}

function shownOf(
  chat: { readonly id: SpaceId; readonly me: number | null },
  place: number,
  { message, path }: { readonly message: ImportedMessage; readonly path: string | null },
): ExportedMessage {
  const view = importedView(chat, place, { message, answered: null });
  const { id, at, own, author, body, reactions = [] } = view;
  return {
    ...{ id: id as EventId, at, own, author, body },
    reply: message.reply === undefined ? null : importedMessageId(chat.id, message.reply),
    isForwarded: message.forwarded === true,
    mentions: [],
    versions: [],
    reactions: reactions.map(({ sign, people }) => ({ sign, people: people as AccountId[] })),
    votes: [],
    closesAt: null,
    path,
  };
}
