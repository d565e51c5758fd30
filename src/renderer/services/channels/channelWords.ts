import type { SpaceId } from '@shared/ids.ts';
import { type WordRecord, feedKind } from '@domain/feed/project.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import { channelAuthor } from './knownChannel.ts';

/** Newest words of a kind that are read at least, and first. */
export const FIRST_WORDS = 1000;

/** Which words are read. */
export interface WordsAsked {
  readonly space: SpaceId;
  readonly verb: string;
  /** From when on all are read, however many there are, ms. */
  readonly since: number;
}

/** Words of owner and editors, newest first: all since some time, and the newest in any case; none where they can't be read. What writers say does not count. */
export async function channelWords(
  feed: Pick<FeedStore, 'words'>,
  { space, verb, since }: WordsAsked,
): Promise<readonly WordRecord[]> {
  const shelf = { space, kind: feedKind('channels', verb), author: channelAuthor(space) };
  for (let limit = FIRST_WORDS; ; limit *= 4) {
    const words = await feed.words(shelf, limit);
    if (!words.ok) return [];
    const last = words.value.at(-1);
    if (words.value.length < limit || last === undefined || last.at < since) return words.value;
  }
}
