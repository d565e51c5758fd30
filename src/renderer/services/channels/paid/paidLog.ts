import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import type { SpaceId } from '@shared/ids.ts';
import { type Given, openedSchema } from '@domain/channel/claim.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import type { WordRecord } from '@domain/feed/project.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import { channelWords } from '../channelWords.ts';

const DAY = 24 * 3_600_000;
/** Claims and days longer ago are let be, ms: what was given for them is no longer asked about. */
export const LOOK_BACK = 60 * DAY;
/** How far back words are read, ms: the days of a month are given when it begins. */
export const READ_BACK = LOOK_BACK + 32 * DAY;

/** What the log is read with. */
export interface PaidLogParts {
  readonly feed: Pick<FeedStore, 'words'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** What a channel's log says about who is given what. */
export class PaidLog {
  private readonly parts: PaidLogParts;

  constructor(parts: PaidLogParts) {
    this.parts = parts;
  }

  /** Words of owner and editors, newest first: all of the last {@link READ_BACK}, however many there are. */
  words(space: SpaceId, verb: string): Promise<readonly WordRecord[]> {
    return channelWords(this.parts.feed, { space, verb, since: this.parts.clock.now() - READ_BACK });
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
