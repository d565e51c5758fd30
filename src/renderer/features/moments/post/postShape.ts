import type { PostBody } from '@domain/feed/post.ts';
import type { MomentView } from '@services/workspace/momentsWorkspace.ts';
import { photosHeight, photosOf } from '../media/photoShapes.ts';

/** Longer words are folded, in letters and in lines. */
const LONG = 420;
const MANY_LINES = 9;

/** Remarks that are shown at first; the earlier ones come when they are asked for. */
export const FIRST_REMARKS = 6;

/** Whether the words of a post are folded at first. A fold that hides a line is worth less than the line. */
export function isLongText(text: string): boolean {
  return text.length > LONG || text.split('\n').length > MANY_LINES;
}

/** A guess of a post's height in px before it was seen. */
export function estimatePost(post: MomentView, column: { readonly width: number; readonly rem: number }): number {
  const { rem } = column;
  const inside = { width: Math.min(column.width, 40 * rem) - 6.25 * rem, rem };
  const remarks = Math.min(post.remarks.length, FIRST_REMARKS + 1);
  const said = (post.likes.length > 0 ? 2 * rem : 0) + remarks * 1.75 * rem;
  const body = post.body === null ? 0 : bodyHeight(post.body, inside);
  return 7.5 * rem + body + (said > 0 ? said + rem : 0);
}

function bodyHeight(body: PostBody, inside: { readonly width: number; readonly rem: number }): number {
  const { rem } = inside;
  const photos = photosOf(body.files);
  const cards = [body.link, body.program, body.shared].filter((card) => card !== null).length * 5.5 * rem;
  const played = photos.length === body.files.length ? 0 : 15 * rem;
  return textHeight(body.text, inside) + photosHeight(photos, inside) + cards + played;
}

function textHeight(text: string, inside: { readonly width: number; readonly rem: number }): number {
  if (text === '') return 0;
  const perLine = Math.max(12, inside.width / (0.46 * inside.rem));
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0);
  return (isLongText(text) ? Math.min(lines, 7) + 1 : lines) * 1.4 * inside.rem;
}
