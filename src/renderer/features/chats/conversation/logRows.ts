import type { Message } from '@services/workspace/workspace.ts';
import { pictureHeight } from '../files/pictureBox.ts';

/** One row of the log, top to bottom. */
export type LogRow =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'unread'; readonly key: string }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: Message;
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

/** Builds the rows of the log: day headings, the line above the first unread, grouped messages. */
export function logRows(messages: readonly Message[], firstUnread: string | null): readonly LogRow[] {
  const rows: LogRow[] = [];
  let day = '';
  messages.forEach((message, index) => {
    const ownDay = dayOf(message.at);
    const before = messages[index - 1];
    const after = messages[index + 1];
    if (ownDay !== day) rows.push({ kind: 'day', key: uniqueDay(rows, `day:${ownDay}`), at: message.at });
    if (message.id === firstUnread) rows.push({ kind: 'unread', key: UNREAD_KEY });
    rows.push({
      kind: 'message',
      key: message.id,
      message,
      isFirst: ownDay !== day || message.id === firstUnread || !isJoined(before, message),
      isLast:
        !isJoined(message, after) || after?.id === firstUnread || (after !== undefined && dayOf(after.at) !== ownDay),
    });
    day = ownDay;
  });
  return rows;
}

/** The same day may come twice where a clock went back: keys must not. */
function uniqueDay(rows: readonly LogRow[], key: string): string {
  return rows.some((row) => row.kind === 'day' && row.key === key) ? `${key}:${rows.length}` : key;
}

function isJoined(before: Message | undefined, after: Message | undefined): boolean {
  if (before === undefined || after === undefined || isNotice(before) || isNotice(after)) return false;
  return before.author === after.author && after.at - before.at < GROUP_GAP;
}

/** What happened to a group, or in a program, stands by itself. */
function isNotice({ body }: Message): boolean {
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
  if (left.kind === 'day' && right.kind === 'day') return left.at === right.at;
  if (left.kind !== 'message' || right.kind !== 'message') return left.kind === right.kind;
  return left.message === right.message && left.isFirst === right.isFirst && left.isLast === right.isLast;
}

/** Bodies that are not words alone. */
const WORDLESS: ReadonlySet<Message['body']['kind']> = new Set<Message['body']['kind']>(['file', 'program', 'wallet']);

/** A guess of a row's height in px before it was seen, for a log of this width at this text size. */
export function estimateRow(row: LogRow, width: number, rem: number): number {
  if (row.kind !== 'message') return 2.5 * rem;
  if (isNotice(row.message)) return 1.9 * rem;
  const { body } = row.message;
  const text = textOf(body);
  const perLine = Math.max(12, (Math.min(width * 0.76, 36 * rem) - 2 * rem) / (0.43 * rem));
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length + 8) / perLine)), 0);
  const words = text === '' && WORDLESS.has(body.kind) ? 0 : lines * 1.27 * rem + 0.75 * rem;
  return words + attachmentHeight(body, { width, rem }) + (row.isFirst ? 0.5 : 0.125) * rem;
}

function textOf(body: Message['body']): string {
  if (body.kind === 'text') return body.text;
  return body.kind === 'file' ? body.caption : '';
}

function attachmentHeight(body: Message['body'], log: { readonly width: number; readonly rem: number }): number {
  if (body.kind === 'program') return 7.5 * log.rem;
  if (body.kind === 'wallet') return 13 * log.rem;
  if (body.kind !== 'file') return 0;
  return body.file.picture === null ? 4.4 * log.rem : pictureHeight(body.file.picture, log) + 0.5 * log.rem;
}
