import type { SentFile } from '@services/workspace/pastWorkspace.ts';
import { kindOf } from '../details/galleryParts.ts';

/** Where a photo or film stands in its chat. */
export type MediaPlace = Pick<SentFile, 'message' | 'at'>;

/** The photos and films of a chat in the order in which they stand in it; those of one moment by their ids, as in the talk. */
export function mediaInOrder(files: readonly SentFile[]): readonly SentFile[] {
  return files
    .filter((file) => kindOf(file) === 'media')
    .toSorted((one, other) => one.at - other.at || (one.message < other.message ? -1 : 1));
}

/**
 * Where what is looked at stands now. What went meanwhile, deleted, recalled or at its end, makes way for what came after it, at the end
 * for what came before; -1 where nothing is left, or where nobody knows where it stood.
 */
export function placeNow(media: readonly MediaPlace[], wanted: string, before: MediaPlace | null): number {
  const index = media.findIndex(({ message }) => message === wanted);
  if (index !== -1 || before === null) return index;
  const next = media.findIndex(({ at }) => at >= before.at);
  return next === -1 ? media.length - 1 : next;
}
