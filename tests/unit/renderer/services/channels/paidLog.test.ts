import { describe, expect, it } from 'vitest';
import { ok } from '@shared/result.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import { type WordRecord, feedKind } from '@domain/feed/project.ts';
import { channelAuthor } from '@services/channels/knownChannel.ts';
import { READ_BACK, PaidLog } from '@services/channels/paid/paidLog.ts';
import { fakeDeviceId, fakeEventId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';

const NOW = READ_BACK * 3;
const space = fakeSpaceId('channel');
const word: WordRecord = {
  ...{ id: fakeEventId('word'), space, kind: feedKind('channels', ChannelWord.opened), at: NOW, seq: 0, body: {} },
  ...{ author: channelAuthor(space), device: fakeDeviceId('pen') },
};

/** A log of so many words, each `apart` ms before the one after it; notes how many were asked for. */
function logOf(count: number, apart: number) {
  const words = Array.from({ length: count }, (_, place) => ({ ...word, at: NOW - place * apart }));
  const asked: number[] = [];
  const feed = {
    words: async (_: unknown, limit: number) => {
      asked.push(limit);
      return ok(words.slice(0, limit));
    },
  };
  return { asked, log: new PaidLog({ feed, clock: { now: () => NOW } }) };
}

describe('what was given', () => {
  it('CHN-34 is read as far back as keys are given, however much it is: what is not seen would be given anew', async () => {
    const { log } = logOf(9000, 1);
    expect(await log.words(space, ChannelWord.opened)).toHaveLength(9000);
  });

  it('CHN-34 is read no further than that', async () => {
    const { log, asked } = logOf(50_000, READ_BACK / 900);
    expect((await log.words(space, ChannelWord.opened)).length).toBeGreaterThanOrEqual(900);
    expect(asked).toHaveLength(1);
  });
});
