import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import { ok } from '@shared/result.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import { type Letter, encodeLetter } from '@domain/channel/letter.ts';
import type { SentRecord } from '@domain/channel/records.ts';
import { type WordRecord, feedKind } from '@domain/feed/project.ts';
import { FIRST_WORDS } from '@services/channels/channelWords.ts';
import { ChannelKeys } from '@services/channels/channelKeys.ts';
import { channelAuthor } from '@services/channels/knownChannel.ts';
import { LETTERS_BACK, LetterLog } from '@services/channels/letterLog.ts';
import { fakeDeviceId, fakeEventId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';

const DAY = 24 * 3_600_000;
const space = fakeSpaceId('channel');

async function log() {
  const random = new SeededRandom(7);
  const clock = new FakeClock();
  const keys = new ChannelKeys({ vault: new MemoryKeyVault({ random }), random });
  const [inbox, thread] = [await keys.newInbox(), await keys.newInbox()];
  const words: WordRecord[] = [];
  const say = (verb: string, at: number, body: unknown) =>
    words.push({
      ...{ id: fakeEventId(`${words.length}`), space, kind: feedKind('channels', verb), at, body },
      ...{ author: channelAuthor(space), device: fakeDeviceId('pen'), seq: words.length },
    });
  const letterId = () => random.bytes(32);
  const receive = (at: number, letter: Letter, id = letterId()) => {
    const sealed = keys.sealDesk(space, inbox, encodeLetter(letter));
    say(ChannelWord.received, at, { letters: [{ letter: id, ...sealed }] });
    return toBase64url(id);
  };
  const settle = (at: number, id: string) => {
    const bytes = fromBase64url(id);
    if (!bytes.ok) throw new Error('no id');
    const act = { letter: bytes.value, state: 'done' as const, by: 'Ed' };
    say(ChannelWord.desk, at, keys.sealDesk(space, inbox, act));
  };
  const letter = (text: string): Letter => ({
    ...{ v: 1, kind: 'message', post: null, name: 'Ria', text, at: clock.now(), thread: thread.key },
  });
  const asked: number[] = [];
  const found = new LetterLog({
    keys,
    clock,
    feed: {
      words: async ({ kind }, limit) => {
        asked.push(limit);
        const newest = words.filter((word) => word.kind === kind).toSorted((one, other) => other.at - one.at);
        return ok(newest.slice(0, limit));
      },
    },
  });
  return { clock, inbox, thread, letter, receive, settle, found, asked };
}

describe('what the log says of letters', () => {
  it('CHN-11 has a letter of the last 60 days, however many came after it, and how it stands', async () => {
    const { clock, inbox, letter, receive, settle, found } = await log();
    const now = clock.now();
    const paid = receive(now - 10 * DAY, { ...letter('by what'), kind: 'claim' });
    const done = receive(now - 10 * DAY, letter('Hello'));
    settle(now - 10 * DAY - 60_000, done);
    const later = letter('Noise');
    for (let n = 0; n < FIRST_WORDS; n += 1) settle(now - DAY - n, receive(now - DAY - n, later));
    const letters = await found.letters(space, [inbox]);
    expect(letters.get(paid)).toMatchObject({ kind: 'claim', state: 'open' });
    expect(letters.get(done)).toMatchObject({ text: 'Hello', state: 'done' });
    expect(letters.size).toBe(FIRST_WORDS + 2);
  });

  it('CHN-21 an own letter came that an editor has, however many came after it', async () => {
    const { clock, thread, letter, receive, found } = await log();
    const now = clock.now();
    const id = receive(now - 20 * DAY, letter('Hello'));
    const later = letter('Noise');
    for (let n = 0; n < FIRST_WORDS; n += 1) receive(now - DAY - n, later);
    const rest = { ...letter('Hello'), at: now - 20 * DAY - 1000, envelope: null, answers: [] };
    const { thread: _, ...told } = rest;
    const own: SentRecord = { ...told, channel: space, state: 'waiting' };
    const read = await found.sent(space, thread, new Map([[id, own]]));
    expect(read.get(id)?.state).toBe('received');
  });

  it('CHN-11 reads no further back than it has to', async () => {
    const { clock, inbox, thread, letter, receive, found, asked } = await log();
    const later = letter('Long ago');
    for (let n = 0; n < 3 * FIRST_WORDS; n += 1) receive(clock.now() - LETTERS_BACK - DAY - n, later);
    const letters = await found.letters(space, [inbox]);
    expect(letters.size).toBe(FIRST_WORDS);
    await found.sent(space, thread, new Map());
    expect(new Set(asked)).toEqual(new Set([FIRST_WORDS]));
  });
});
