import type { ImportedTalk } from '@services/workspace/importWorkspace.ts';
import type { Message } from '@services/workspace/messageViews.ts';
import { joinsAlbum } from '../media/albumRows.ts';

const ALONE: readonly Message[] = [];

/** One row of the log, top to bottom. */
export type LogRow =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'unread'; readonly key: string }
  /** An imported chat that stands before the talk (IMP-16). */
  | { readonly kind: 'earlier'; readonly key: string; readonly talk: ImportedTalk }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: Message;
      /** Those it was sent together with, itself the first; empty where it stands alone. */
      readonly album: readonly Message[];
      /** First and last of a group: same author, less than five minutes apart. */
      readonly isFirst: boolean;
      readonly isLast: boolean;
    };

/** Messages closer than this stand in one group. */
const GROUP_GAP = 5 * 60_000;

function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}

/** Key of the line above the first unread message. */
export const UNREAD_KEY = 'unread';

/** Builds the rows of the log: day headings, the line above the first unread, grouped messages, albums. */
export function logRows(messages: readonly Message[], firstUnread: string | null): readonly LogRow[] {
  const rows: LogRow[] = [];
  const parts = albumsOf(messages, firstUnread);
  let day = '';
  parts.forEach((part, index) => {
    const [message] = part;
    if (message === undefined) return;
    const ownDay = dayOf(message.at);
    if (ownDay !== day) rows.push({ kind: 'day', key: uniqueDay(rows, `day:${ownDay}`), at: message.at });
    if (message.id === firstUnread) rows.push({ kind: 'unread', key: UNREAD_KEY });
    const isApart = (one: Message | undefined, next: Message | undefined) =>
      !isJoined(one, next) || next?.id === firstUnread;
    rows.push({
      kind: 'message',
      key: message.id,
      message,
      album: part.length > 1 ? part : ALONE,
      isFirst: isApart(parts[index - 1]?.at(-1), message),
      isLast: isApart(part.at(-1), parts[index + 1]?.[0]),
    });
    day = ownDay;
  });
  return rows;
}

/** The messages with the pictures of each album together, where the first of it stands: what was said while the others came is below. The first unread begins anew. */
function albumsOf(messages: readonly Message[], firstUnread: string | null): readonly (readonly Message[])[] {
  const parts: Message[][] = [];
  const albums = new Map<string, Message[]>();
  for (const message of messages) {
    const { album, id } = message;
    const begun = album === undefined || id === firstUnread ? undefined : albums.get(album);
    if (begun !== undefined && joinsAlbum(begun, message)) {
      begun.push(message);
      continue;
    }
    const part = [message];
    parts.push(part);
    if (album !== undefined) albums.set(album, part);
  }
  return parts;
}

/** The row of a message, those of albums included; null where it is in none. */
export function rowOf(rows: readonly LogRow[], id: string): Extract<LogRow, { kind: 'message' }> | null {
  for (const row of rows) {
    if (row.kind === 'message' && (row.key === id || row.album.some((message) => message.id === id))) return row;
  }
  return null;
}

/** The same day may come twice where a clock went back: keys must not. */
function uniqueDay(rows: readonly LogRow[], key: string): string {
  return rows.some((row) => row.kind === 'day' && row.key === key) ? `${key}:${rows.length}` : key;
}

function isJoined(before: Message | undefined, after: Message | undefined): boolean {
  if (before === undefined || after === undefined || isNotice(before) || isNotice(after)) return false;
  return before.author === after.author && after.at - before.at < GROUP_GAP && dayOf(before.at) === dayOf(after.at);
}

/** What happened to a group, or in a program, stands by itself. */
export function isNotice({ body }: Message): boolean {
  return body.kind === 'notice' || body.kind === 'program-info';
}

/** Remembers the rows it gave last, see {@link keepRows}. */
export function rowKeeper(): (next: readonly LogRow[]) => readonly LogRow[] {
  let before: readonly LogRow[] = [];
  return (next) => {
    before = keepRows(before, next);
    return before;
  };
}

/** Keeps the object of a row that did not change, so that only changed rows render again. */
export function keepRows(before: readonly LogRow[], next: readonly LogRow[]): readonly LogRow[] {
  const known = new Map(before.map((row) => [row.key, row]));
  return next.map((row) => {
    const old = known.get(row.key);
    return old !== undefined && isSameRow(old, row) ? old : row;
  });
}

function isSameRow(left: LogRow, right: LogRow): boolean {
  if (left.kind === 'message' && right.kind === 'message') return isSameMessage(left, right);
  if (left.kind === 'earlier' && right.kind === 'earlier') return left.talk === right.talk;
  if (left.kind === 'day' && right.kind === 'day') return left.at === right.at;
  return left.kind === right.kind;
}

type MessageRow = Extract<LogRow, { kind: 'message' }>;

function isSameMessage(left: MessageRow, right: MessageRow): boolean {
  const isSameAlbum =
    left.album.length === right.album.length && left.album.every((message, place) => message === right.album[place]);
  return (
    left.message === right.message && isSameAlbum && left.isFirst === right.isFirst && left.isLast === right.isLast
  );
}
