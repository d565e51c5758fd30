import * as v from 'valibot';
import type { SpaceId } from '@shared/ids.ts';
import { type Face, wireFaceSchema } from '@domain/channel/face.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import { type WordRecord, feedKind } from '@domain/feed/project.ts';
import type { FeedStore, WordShelf } from '@ports/feedStore.ts';
import { channelAuthor } from './knownChannel.ts';

/** Words of a face that are looked through: the newest may say none. */
export const FACE_WORDS = 8;

/** Where the faces of a channel are said. What writers say is none of the channel's. */
export function faceWords(space: SpaceId): WordShelf {
  return { space, kind: feedKind('channels', ChannelWord.face), author: channelAuthor(space) };
}

/** The face among words, newest first; null while none is here. */
export function faceIn(space: SpaceId, words: readonly WordRecord[]): Face | null {
  for (const { author, body } of words) {
    const read = author === channelAuthor(space) ? v.safeParse(wireFaceSchema, body) : null;
    if (read?.success === true) return read.output;
  }
  return null;
}

/** The face of a channel as it is now; null while none is here. */
export async function readFace(feed: Pick<FeedStore, 'words'>, space: SpaceId): Promise<Face | null> {
  const words = await feed.words(faceWords(space), FACE_WORDS);
  return words.ok ? faceIn(space, words.value) : null;
}
