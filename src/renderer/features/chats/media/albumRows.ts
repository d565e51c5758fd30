import type { Message } from '@services/workspace/messageViews.ts';
import { albumShape } from './albumShape.ts';

/** Width of an album, rem, where there is room for it. */
export const ALBUM_WIDTH = 22;
/** Most pictures in one mosaic; what is beyond begins another. */
const MOST_PICTURES = 10;

/** Whether a message goes into the mosaic of those before it: pictures of one album and of one person. */
export function joinsAlbum(before: readonly Message[], message: Message): boolean {
  const last = before.at(-1);
  if (last === undefined || before.length >= MOST_PICTURES) return false;
  if (message.album === undefined || last.album !== message.album || last.author !== message.author) return false;
  return isPicture(last) && isPicture(message) && last.state !== 'failed' && message.state !== 'failed';
}

function isPicture({ body }: Message): boolean {
  return body.kind === 'file' && body.file.picture !== null && body.media === undefined;
}

/** Height of a mosaic in px, in a log of this width at this text size. */
export function albumHeight(
  messages: readonly Message[],
  { width, rem }: { readonly width: number; readonly rem: number },
): number {
  const ratios = messages.flatMap(({ body }) =>
    body.kind === 'file' && body.file.picture !== null ? [body.file.picture.width / body.file.picture.height] : [],
  );
  return Math.min(ALBUM_WIDTH * rem, width * 0.76) * albumShape(ratios).height;
}
