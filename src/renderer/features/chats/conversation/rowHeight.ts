import type { Message } from '@services/workspace/messageViews.ts';
import { pictureHeight } from '../files/pictureBox.ts';
import { albumHeight } from '../media/albumRows.ts';
import { isNotice, type LogRow } from './logRows.ts';

interface LogSize {
  /** px. */
  readonly width: number;
  readonly rem: number;
}

/** A guess of a row's height in px before it was seen, for a log of this width at this text size. */
export function estimateRow(row: LogRow, width: number, rem: number): number {
  if (row.kind === 'timer') return 1.9 * rem;
  if (row.kind !== 'message') return 2.5 * rem;
  if (isNotice(row.message)) return 1.9 * rem;
  const log = { width, rem };
  const { message, album } = row;
  const words = wordsHeight(album.length > 0 ? captionsOf(album) : textOf(message.body), log);
  const attached = album.length > 0 ? albumHeight(album, log) + 0.5 * rem : attachmentHeight(message.body, log);
  return words + attached + marksHeight(message, rem) + (row.isFirst ? 0.5 : 0.125) * rem;
}

/** Height of words in a bubble; a message without any still has a line for its time, unless something else holds it. */
function wordsHeight(text: string | null, { width, rem }: LogSize): number {
  if (text === null) return 0;
  const perLine = Math.max(12, (Math.min(width * 0.76, 36 * rem) - 2 * rem) / (0.43 * rem));
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length + 8) / perLine)), 0);
  return lines * 1.27 * rem + 0.75 * rem;
}

/** The words of a message; null where something else holds its time. */
function textOf(body: Message['body']): string | null {
  if (body.kind === 'text') return body.text;
  if (body.kind === 'file') return body.caption === '' ? null : body.caption;
  return body.kind === 'poll' || HEIGHTS[body.kind] !== undefined ? null : '';
}

function captionsOf(album: readonly Message[]): string | null {
  const captions = album.flatMap(({ body }) => (body.kind === 'file' && body.caption !== '' ? [body.caption] : []));
  return captions.length === 0 ? null : captions.join('\n');
}

/** Heights of cards, rem. */
const HEIGHTS: Partial<Record<Message['body']['kind'], number>> = {
  program: 7.5,
  wallet: 13,
  sticker: 10.5,
  contact: 6.5,
  place: 6.5,
  post: 9.5,
};

/** Height of a page that is linked to, rem. */
const PREVIEW = 6;

/** Shape of a film of which no frame is known. */
const PLAIN_FILM = { width: 320, height: 180 };

function attachmentHeight(body: Message['body'], log: LogSize): number {
  const { rem } = log;
  if (body.kind === 'text') return body.preview === undefined ? 0 : PREVIEW * rem;
  if (body.kind === 'poll') return (5 + body.poll.options.length * 2.5) * rem;
  if (body.kind !== 'file') return ((HEIGHTS[body.kind] ?? 0) + coverHeight(body)) * rem;
  const { file, media } = body;
  const picture = media?.kind === 'video' ? (media.poster ?? PLAIN_FILM) : file.picture;
  return picture === null ? 4.4 * rem : pictureHeight(picture, log) + 0.5 * rem;
}

/** What a card of a post is higher by where it has a cover, rem. */
function coverHeight(body: Message['body']): number {
  return body.kind === 'post' && body.post.picture !== null ? 6.5 : 0;
}

/** What stands above and below the words. */
function marksHeight({ reply, forwarded, reactions }: Message, rem: number): number {
  const quote = reply === undefined ? 0 : 3;
  const from = forwarded === undefined ? 0 : 1.2;
  const signs = reactions === undefined || reactions.length === 0 ? 0 : 1.35;
  return (quote + from + signs) * rem;
}
