/** Whether a chat that was just taken in is one that is here already (IMP-17). */
import {
  type ImportOutline,
  type ImportedChat,
  type ImportedMessage,
  PAGE_MESSAGES,
} from '@domain/importing/records.ts';
import type { ImportPages } from './importPages.ts';

type Pages = Pick<ImportPages, 'outline' | 'page'>;

/** A chat that is here, and what the new one is to it: the same or a part of it, or all of it and more. */
export interface SameTalk {
  readonly chat: ImportedChat;
  readonly is: 'here' | 'more';
}

/** The chat of these that begins as the new one does, as far as both go; null where none does. */
export async function sameTalk(
  pages: Pages,
  fresh: ImportedChat,
  chats: readonly ImportedChat[],
): Promise<SameTalk | null> {
  for (const chat of chats) {
    if (chat.source !== fresh.source || chat.origin !== undefined) continue;
    const is = await relation(pages, { chat, fresh });
    if (is !== null) return { chat, is };
  }
  return null;
}

interface Both {
  readonly chat: ImportedChat;
  readonly fresh: ImportedChat;
}

interface Outlines {
  readonly before: ImportOutline;
  readonly after: ImportOutline;
}

/** What the messages that both have came to. */
interface Seen {
  /** Who said them, by their places: what only the app said begins many chats alike. */
  readonly authors: Set<number>;
  /** Files that only the one that is here has, and files that only the new one has; other bytes of one name are both. */
  lost: number;
  gained: number;
}

async function relation(pages: Pages, both: Both): Promise<SameTalk['is'] | null> {
  const [before, after] = [await pages.outline(both.chat), await pages.outline(both.fresh)];
  if (before === null || after === null) return null;
  const seen = await compared(pages, both, { before, after });
  if (seen === null || !isOneTalk(seen, both)) return null;
  return verdict(seen, both, meOf(before) !== meOf(after));
}

/** What one person said alone may have been said to many, one by one: then only the name tells the chats apart. */
function isOneTalk({ authors }: Seen, { chat, fresh }: Both): boolean {
  return authors.size > 1 || (authors.size === 1 && chat.name === fresh.name);
}

function verdict({ lost, gained }: Seen, { chat, fresh }: Both, isOther: boolean): SameTalk['is'] | null {
  const isMore = fresh.messages > chat.messages || gained > 0;
  const isLess = fresh.messages < chat.messages || lost > 0;
  // What is here is not given away for what is new, and what is new is not passed over: both stand.
  if (isMore && isLess) return null;
  return isMore || (!isLess && isOther) ? 'more' : 'here';
}

/** Looks at the messages that both have, in order; null at the first that differ. */
async function compared(pages: Pages, { chat, fresh }: Both, { before, after }: Outlines): Promise<Seen | null> {
  const count = Math.min(chat.messages, fresh.messages);
  const seen: Seen = { authors: new Set(), lost: 0, gained: 0 };
  for (let from = 0; from < count; from += PAGE_MESSAGES) {
    const old = (await pages.page(chat, from)).slice(0, count - from);
    const now = (await pages.page(fresh, from)).slice(0, count - from);
    // Of what cannot be read any more nothing is known.
    if (old.length !== Math.min(PAGE_MESSAGES, count - from)) return null;
    for (const [index, one] of old.entries()) {
      const other = now[index];
      if (other === undefined || wordsOf(one, before) !== wordsOf(other, after)) return null;
      look(seen, one, other);
    }
  }
  return seen;
}

function look(seen: Seen, one: ImportedMessage, other: ImportedMessage): void {
  if (one.by !== null) seen.authors.add(one.by);
  const [had, has] = [one.file?.blob ?? null, other.file?.blob ?? null];
  if (had === has) return;
  if (had !== null) seen.lost += 1;
  if (has !== null) seen.gained += 1;
}

/** Who said what when; files by their names, as they may have been left out. */
function wordsOf({ at, by, text, file, recalled }: ImportedMessage, { people }: ImportOutline): string {
  return JSON.stringify([at, by, by === null ? null : people[by], text, file?.name ?? null, recalled ?? false]);
}

function meOf({ me, people }: ImportOutline): string | null {
  return me === null ? null : (people[me] ?? null);
}
