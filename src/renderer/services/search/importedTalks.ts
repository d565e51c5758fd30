import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { importDevice, importedMessageId, importedPersonId, isImportChain } from '@domain/importing/ids.ts';
import { type ImportedChat, type ImportedMessage, PAGE_MESSAGES } from '@domain/importing/records.ts';
import { drawnTextOfMessage } from '@domain/search/searchable.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { IndexedChain } from '@ports/searchShelf.ts';
import { importedView } from '../importing/importedView.ts';
import type { ImportPages } from '../importing/importPages.ts';
import { chainName } from './chainPieces.ts';

/** A message of an imported chat, as finding reads it. */
export interface ImportedRow {
  readonly id: EventId;
  readonly author: AccountId;
  /** What the export calls them; empty where it does not. */
  readonly name: string;
  readonly at: number;
  readonly text: string;
  readonly body: MessageRecord['body'];
}

type Pages = Pick<ImportPages, 'outline' | 'page' | 'message'>;

/** Imported chats, as finding reads them (SRC-19). */
export interface ImportedRows {
  /** The message at a place; null where there is no such any more. */
  find(chat: SpaceId, place: number): Promise<ImportedRow | null>;
}

/** Reads them by their pages; `chats` are those there are now. */
export function createImportedRows(pages: Pages, chats: () => Promise<readonly ImportedChat[]>): ImportedRows {
  return {
    find: async (space, place) => {
      const chat = (await chats()).find(({ id }) => id === space);
      const message = chat === undefined ? null : await pages.message(chat, place);
      if (chat === undefined || message === null) return null;
      const outline = message.by === null ? null : await pages.outline(chat);
      return { ...rowOf(space, place, message), name: outline?.people[message.by ?? 0] ?? '' };
    },
  };
}

function rowOf(space: SpaceId, place: number, message: ImportedMessage): Omit<ImportedRow, 'name'> {
  const { body } = importedView({ id: space, me: null }, place, { message, answered: null });
  const id = importedMessageId(space, place);
  return {
    id,
    author: importedPersonId(space, message.by),
    at: message.at,
    text: drawnTextOfMessage(body) ?? '',
    body,
  };
}

/** Which chats were imported, as the index takes them up. */
export interface ImportedChats {
  /** All of them; null until it is known which they are. */
  readonly all: readonly ImportedChat[] | null;
  /** Calls back when one came or went. */
  listen(listener: () => void): Disposer;
}

/** Messages of an imported chat that are not in the index yet, or one that is gone. */
export interface MissingTalk {
  readonly space: SpaceId;
  /** Null where it is gone. */
  readonly chat: ImportedChat | null;
  readonly from: number;
}

/** Tells what of imported chats is not in the index yet, and what in it is of none (SRC-19). */
export class ImportIntake {
  private readonly chats: ImportedChats;
  private readonly pages: Pages;

  constructor(chats: ImportedChats, pages: Pages) {
    this.chats = chats;
    this.pages = pages;
  }

  /** Chats of which something is to be done. */
  missing(chains: ReadonlyMap<string, IndexedChain>): readonly MissingTalk[] {
    const { all } = this.chats;
    if (all === null) return [];
    const known = new Set(all.map(({ id }) => id));
    const gone = [...chains.values()].filter(
      (chain) => chain.seq >= 0 && isImportChain(chain) && !known.has(chain.space),
    );
    return [
      ...gone.map(({ space }) => ({ space, chat: null, from: 0 })),
      ...all.flatMap((chat) => {
        const from = (chains.get(chainName({ space: chat.id, device: importDevice(chat.id) }))?.seq ?? -1) + 1;
        return from < chat.messages ? [{ space: chat.id, chat, from }] : [];
      }),
    ];
  }

  /** How many messages there are, and how many of them are not in the index. */
  count(chains: ReadonlyMap<string, IndexedChain>): { readonly total: number; readonly missing: number } {
    const total = (this.chats.all ?? []).reduce((sum, { messages }) => sum + messages, 0);
    const missing = this.missing(chains).reduce(
      (sum, { chat, from }) => sum + (chat === null ? 0 : chat.messages - from),
      0,
    );
    return { total, missing };
  }

  /** What is said from a place on, up to the end of its page; none where it cannot be read. */
  async read(chat: ImportedChat, from: number): Promise<readonly ImportedMessage[]> {
    return (await this.pages.page(chat, from)).slice(from % PAGE_MESSAGES);
  }

  listen(listener: () => void): Disposer {
    return this.chats.listen(listener);
  }
}
