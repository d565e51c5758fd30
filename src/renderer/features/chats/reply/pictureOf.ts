import type { FileReference } from '@domain/chat/file.ts';
import type { FoundMessage } from '@services/workspace/messageViews.ts';

/** The picture of a message in short; null where it has none. */
export function pictureOf({ body }: Pick<FoundMessage, 'body'>): FileReference['picture'] {
  if (body.kind === 'sticker') return body.sticker.file.picture;
  if (body.kind !== 'file') return null;
  return body.media?.kind === 'video' ? body.media.poster : body.file.picture;
}
