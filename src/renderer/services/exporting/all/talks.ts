import * as v from 'valibot';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { stamp } from '@domain/exporting/all/form.ts';
import { importedLine } from '@domain/exporting/all/importedFacts.ts';
import type { LineOf, MessageLine } from '@domain/exporting/all/lines.ts';
import { messageFacts } from '@domain/exporting/chatJson.ts';
import type { ExportedMessage } from '@domain/exporting/exported.ts';
import { importedMessageId, importedPersonId } from '@domain/importing/ids.ts';
import {
  type ImportedChat,
  type ImportedFile,
  type ImportedMessage,
  PAGE_MESSAGES,
} from '@domain/importing/records.ts';
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
  /** In the order of the talk, page by page. `ending`: how many were left out since their words end. */
  readonly read: () => AsyncGenerator<TalkPage>;
}

/** A page of a talk: each message as a line, and as pages show it. */
export interface TalkPage {
  readonly messages: readonly { readonly line: MessageLine; readonly shown: ExportedMessage }[];
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
    read: () => readOwn(parts, { space, since: 0, until }),
  };
}

async function namesIn({ store }: TalkParts, space: SpaceId): Promise<ReadonlyMap<string, string>> {
  const kept = await store.values.get(namesName(space));
  const read = v.safeParse(groupNamesSchema, kept.ok ? kept.value?.value : undefined);
  return new Map(read.success ? Object.entries(read.output) : []);
}

async function* readOwn(
  { store, media }: TalkParts,
  stretch: Parameters<typeof messagesOf>[1],
): AsyncGenerator<TalkPage> {
  for await (const page of messagesOf(store, stretch)) {
    const messages: TalkPage['messages'][number][] = [];
    let ending = 0;
    for (const told of page) {
      if (told === 'ending') {
        ending += 1;
        continue;
      }
      const file = fileOf(told.body);
      const shown = { ...told, path: file === null ? null : await media.want(file) };
      // What is told of a message is a line but for where it stands (tests hold it to the schema).
      const line = { conversation: stretch.space, ...messageFacts(shown) } as unknown as MessageLine;
      messages.push({ line, shown });
    }
    yield { messages, ending };
  }
}

function fileOf(body: ExportedMessage['body']) {
  if (body.kind === 'file') return body.file;
  return body.kind === 'sticker' ? body.sticker.file : null;
}

/** A talk that was imported; null where its outline cannot be read. */
export async function importedTalk(parts: TalkParts, chat: ImportedChat): Promise<Talk | null> {
  const outline = await parts.pages.outline(chat);
  if (outline === null) return null;
  const names = new Map(outline.people.map((name, place) => [importedPersonId(chat.id, place) as string, name]));
  const self = outline.me === null ? null : importedPersonId(chat.id, outline.me);
  return {
    ...{ id: chat.id, name: chat.name, kind: 'group', names },
    line: (messages) => {
      const people = [...names.keys()];
      return { id: chat.id, kind: 'imported', name: chat.name, self, people, messages, from: chat.source };
    },
    read: () => readImported(parts, chat, outline.me),
  };
}

async function* readImported(parts: TalkParts, chat: ImportedChat, me: number | null): AsyncGenerator<TalkPage> {
  for (let place = 0; place < chat.messages;) {
    const page = await parts.pages.page(chat, place);
    // Where a page is damaged or gone, that many are missing.
    if (page.length === 0) place += PAGE_MESSAGES - (place % PAGE_MESSAGES);
    const messages: TalkPage['messages'][number][] = [];
    for (const message of page) {
      const path = message.file === undefined ? null : await wantImported(parts.media, message.file);
      const line = importedLine(chat.id, { message, place }, path);
      messages.push({ line, shown: shownOf({ id: chat.id, me }, place, { message, path }) });
      place += 1;
    }
    yield { messages, ending: 0 };
  }
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
