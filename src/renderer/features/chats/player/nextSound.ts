import type { SentFile } from '@services/workspace/pastWorkspace.ts';
import { kindOf } from '../details/galleryParts.ts';

/** The sound that was sent next in a chat after a message; null where none was, or where it is not among them. Any order will do. */
export function nextSound(files: readonly SentFile[], after: string): SentFile['message'] | null {
  const sounds = files
    .filter((file) => kindOf(file) === 'voice')
    .toSorted((one, other) => one.at - other.at || (one.message < other.message ? -1 : 1));
  const place = sounds.findIndex(({ message }) => message === after);
  return place === -1 ? null : (sounds[place + 1]?.message ?? null);
}
