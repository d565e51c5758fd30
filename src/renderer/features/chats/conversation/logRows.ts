import type { ImportedTalk } from '@services/workspace/importWorkspace.ts';
import type { Message, MessageWindowState } from '@services/workspace/messageViews.ts';
import type { TimerLine } from '@services/workspace/messageWorkspace.ts';
import { joinsAlbum } from '../media/albumRows.ts';

const ALONE: readonly Message[] = [];
const NO_LINES: readonly TimerLine[] = [];

/** One row of the log, top to bottom. */
export type LogRow =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'unread'; readonly key: string }
  /** Somebody set how long words last from there on. */
  | { readonly kind: 'timer'; readonly key: string; readonly line: TimerLine }
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

/** Builds the rows of the log: day headings, the line above the first unread, grouped messages, albums, and lines in between, oldest first. */
export function logRows(
  messages: readonly Message[],
  firstUnread: string | null,
  lines: readonly TimerLine[] = NO_LINES,
): readonly LogRow[] {
  const rows: LogRow[] = [];
  const parts = albumsOf(messages, firstUnread);
  const enterDay = dayKeeper(rows);
  let told = 0;
  const tellUpTo = (end: number) => {
    for (const line of lines.slice(told)) {
      if (line.at >= end) return;
      told += 1;
      enterDay(line.at);
      rows.push({ kind: 'timer', key: `timer:${line.id}`, line });
    }
  };
  parts.forEach((part, index) => {
    const [message] = part;
    if (message === undefined) return;
    tellUpTo(message.at);
    enterDay(message.at);
    if (message.id === firstUnread) rows.push({ kind: 'unread', key: UNREAD_KEY });
    const isApart = (one: Message | undefined, next: Message | undefined) =>
      !isJoined(one, next) || next?.id === firstUnread || isLineBetween(lines, one, next);
    rows.push({
      kind: 'message',
      key: message.id,
      message,
      album: part.length > 1 ? part : ALONE,
      isFirst: isApart(parts[index - 1]?.at(-1), message),
      isLast: isApart(part.at(-1), parts[index + 1]?.[0]),
    });
  });
  tellUpTo(Number.POSITIVE_INFINITY);
  return rows;
}

/** Puts the heading of a day before what is the first of it. */
function dayKeeper(rows: LogRow[]): (at: number) => void {
  let day = '';
  return (at) => {
    const ownDay = dayOf(at);
    if (ownDay !== day) rows.push({ kind: 'day', key: uniqueDay(rows, `day:${ownDay}`), at });
    day = ownDay;
  };
}

/** Of lines those that stand where the messages of a window do: what is not there yet may belong before or behind. */
export function linesWithin(
  lines: readonly TimerLine[],
  { messages, hasOlder, hasNewer }: Pick<MessageWindowState, 'messages' | 'hasOlder' | 'hasNewer'>,
): readonly TimerLine[] {
  const [first, last] = [messages.at(0), messages.at(-1)];
  if (lines.length === 0 || first === undefined || last === undefined) return NO_LINES;
  const from = hasOlder ? first.at : Number.NEGATIVE_INFINITY;
  const to = hasNewer ? last.at : Number.POSITIVE_INFINITY;
  return lines.filter(({ at }) => at >= from && at < to);
}

function isLineBetween(lines: readonly TimerLine[], one: Message | undefined, next: Message | undefined): boolean {
  if (one === undefined || next === undefined) return false;
  return lines.some(({ at }) => at >= one.at && at < next.at);
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
  if (left.kind === 'timer' && right.kind === 'timer') return isSameLine(left.line, right.line);
  if (left.kind === 'day' && right.kind === 'day') return left.at === right.at;
  return left.kind === right.kind;
}

function isSameLine(left: TimerLine, right: TimerLine): boolean {
  return left.at === right.at && left.life === right.life && left.by === right.by;
}

type MessageRow = Extract<LogRow, { kind: 'message' }>;

function isSameMessage(left: MessageRow, right: MessageRow): boolean {
  const isSameAlbum =
    left.album.length === right.album.length && left.album.every((message, place) => message === right.album[place]);
  return (
    left.message === right.message && isSameAlbum && left.isFirst === right.isFirst && left.isLast === right.isLast
  );
}
