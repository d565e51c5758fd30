import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import type { SpaceId } from '@shared/ids.ts';
import { type Given, openedSchema } from '@domain/channel/claim.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import { type WordRecord, feedKind } from '@domain/feed/project.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import { channelAuthor } from '../knownChannel.ts';

/** Newest words of a kind that are read. */
const MOST_WORDS = 1000;

/** What a channel's log says about who is given what. */
export class PaidLog {
  private readonly feed: Pick<FeedStore, 'words'>;

  constructor(feed: Pick<FeedStore, 'words'>) {
    this.feed = feed;
  }

  /** Words of owner and editors, newest first. */
  async words(space: SpaceId, verb: string): Promise<readonly WordRecord[]> {
    const words = await this.feed.words({ space, kind: feedKind('channels', verb) }, MOST_WORDS);
    return (words.ok ? words.value : []).filter(({ author }) => author === channelAuthor(space));
  }

  /** All keys that were given, newest first, each with the text of its mark. */
  async given(space: SpaceId): Promise<readonly { readonly mark: string; readonly given: Given }[]> {
    return (await this.words(space, ChannelWord.opened)).flatMap(({ body }) => {
      const read = v.safeParse(openedSchema, body);
      return read.success ? read.output.given.map((given) => ({ mark: toBase64url(given.mark), given })) : [];
    });
  }

  /** The marks of all that was given. */
  async marks(space: SpaceId): Promise<ReadonlySet<string>> {
    return new Set((await this.given(space)).map(({ mark }) => mark));
  }
}
