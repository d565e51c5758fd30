import { describe, expect, test } from 'vitest';
import type { LocalTime } from '@domain/importing/dates.ts';
import { UnreadLines } from '@domain/importing/draft.ts';
import { telegramReader } from '@domain/importing/exportReader.ts';
import { telegramScan } from '@domain/importing/importScan.ts';
import { JsonPieces } from '@domain/importing/jsonPieces.ts';
import { readTelegramMessage } from '@domain/importing/telegram.ts';
import { readRichText } from '@domain/importing/telegramText.ts';

const utc: LocalTime = ({ year, month, day }, { hour, minute, second }) =>
  Date.UTC(year, month - 1, day, hour, minute, second);
const said = {
  id: 7,
  type: 'message',
  date: '2023-02-01T10:00:00',
  date_unixtime: '1675245600',
  from: 'Ana',
  from_id: 'user1',
  text: 'hi',
};
const readOne = (message: object) => readTelegramMessage(JSON.stringify(message), utc);

describe('messages', () => {
  test('IMP-4 who, when, what', () => {
    const read = readOne(said);
    expect(read?.draft).toMatchObject({ at: 1_675_245_600_000, author: 'user1', text: 'hi', number: 7, replyTo: null });
    expect(read?.people).toEqual([{ key: 'user1', name: 'Ana' }]);
  });

  test('IMP-3 without seconds since 1970 the clock on the wall counts', () => {
    const { date_unixtime: _seconds, ...old } = said;
    expect(readOne(old)?.draft.at).toBe(Date.parse('2023-02-01T10:00:00Z'));
  });

  test('IMP-4 parts of text become our marks', () => {
    const text = [
      'see ',
      { type: 'bold', text: 'this ' },
      { type: 'italic', text: 'too' },
      { type: 'code', text: 'x = 1' },
      { type: 'text_link', text: 'here', href: 'https://example.org/' },
      { type: 'mention', text: '@bo' },
      { type: 'bold', text: '   ' },
      { type: 'pre', text: 'a\nb' },
    ];
    expect(readRichText(text)).toBe('see **this** *too*`x = 1`[here](https://example.org/)@bo   \n```\na\nb\n```\n');
    expect(readRichText({ type: 'bold', text: 5 })).toBe('');
  });

  test('IMP-6 files, here and left out', () => {
    expect(readOne({ ...said, photo: 'photos/photo_1.jpg', width: 10, height: 20 })?.draft.file).toEqual({
      path: 'photos/photo_1.jpg',
      name: 'photo_1.jpg',
      media: null,
      duration: 0,
    });
    const voice = { ...said, file: 'voice_messages/audio_1.ogg', media_type: 'voice_message', duration_seconds: 4 };
    expect(readOne(voice)?.draft.file).toEqual(expect.objectContaining({ media: 'voice', duration: 4000 }));
    const out = '(File not included. Change data exporting settings to download.)';
    expect(readOne({ ...said, file: out, file_name: 'a.pdf' })?.draft.file).toEqual(
      expect.objectContaining({ path: null, name: 'a.pdf' }),
    );
    expect(readOne({ ...said, photo: out })?.draft.file).toEqual(
      expect.objectContaining({ path: null, name: '', isPicture: true }),
    );
  });

  test('IMP-7 changed, passed on, answered, reacted to', () => {
    const read = readOne({
      ...said,
      edited_unixtime: '1675245700',
      forwarded_from: 'Cyd',
      reply_to_message_id: 3,
      reactions: [
        { type: 'emoji', emoji: '👍', count: 3, recent: [{ from: 'Bo', from_id: 'user2', date: 'x' }] },
        { type: 'custom_emoji', document_id: 'x', count: 1 },
      ],
    });
    expect(read?.draft).toEqual(
      expect.objectContaining({
        edited: 1_675_245_700_000,
        isForwarded: true,
        replyTo: 3,
        reactions: [{ sign: '👍', people: ['user2'], count: 3 }],
      }),
    );
    expect(read?.people).toContainEqual({ key: 'user2', name: 'Bo' });
  });

  test('IMP-4 polls, places and contacts become words', () => {
    const poll = {
      question: 'Where?',
      closed: false,
      total_voters: 2,
      answers: [{ text: 'Here', voters: 2, chosen: true }],
    };
    expect(readOne({ ...said, text: '', poll })?.draft.text).toBe('📊 Where?\n• Here — 2');
    const place = { latitude: 1.5, longitude: -2 };
    expect(readOne({ ...said, text: '', location_information: place })?.draft.text).toContain('mlat=1.5&mlon=-2');
    const contact = { first_name: 'Bo', last_name: '', phone_number: '+1' };
    expect(readOne({ ...said, text: '', contact_information: contact })?.draft.text).toBe('👤 Bo +1');
  });

  test('IMP-2 what the app did is a line of nobody', () => {
    const line = {
      ...said,
      type: 'service',
      actor: 'Ana',
      actor_id: 'user1',
      action: 'invite_members',
      members: ['Bo', null],
    };
    expect(readOne(line)?.draft).toEqual(expect.objectContaining({ author: null, text: 'Ana · invite members · Bo' }));
  });

  test.each([{}, { ...said, id: 'x' }, { ...said, date: 'x', date_unixtime: undefined }, { ...said, reactions: 5 }])(
    'IMP-5 what is no message is none: %o',
    (message) => {
      expect(readOne(message)).toBeNull();
    },
  );
});

describe('the file', () => {
  const single = JSON.stringify({
    name: 'The "club"',
    type: 'private_group',
    id: 5,
    messages: [said, { ...said, id: 8 }],
  });
  const many = JSON.stringify({
    about: 'x',
    personal_information: { messages: 'not these' },
    chats: {
      list: [
        { name: 'One', messages: [said] },
        { name: 'Two', messages: [{ ...said, id: 9, text: 'two' }, { bad: [1, { messages: [said] }] }] },
      ],
    },
  });

  function piecesOf(text: string, size: number) {
    const pieces = new JsonPieces();
    const found = [];
    for (let index = 0; index < text.length; index += size) found.push(...pieces.push(text.slice(index, index + size)));
    return { found, pieces };
  }

  test.each([1, 2, 7, 64, 100_000])('IMP-8 says the same cut into pieces of %i', (size) => {
    const { found, pieces } = piecesOf(single, size);
    expect(pieces.isBroken).toBe(false);
    expect(found.map(({ kind }) => kind)).toEqual(['chat', 'message', 'message']);
    expect(found[0]?.kind === 'chat' && found[0].facts.get('name')).toBe('The "club"');
    const texts = found.flatMap((piece) => (piece.kind === 'message' ? [piece.text] : []));
    expect(texts.map((text): unknown => JSON.parse(text))).toEqual([said, { ...said, id: 8 }]);
  });

  test('IMP-1 of many chats each is told, and one is read', () => {
    const scan = telegramScan(utc);
    scan.push(many);
    expect(scan.end().chats.map(({ index, name, messages }) => [index, name, messages])).toEqual([
      [0, 'One', 1],
      [1, 'Two', 1],
    ]);
    const unread = new UnreadLines();
    const reader = telegramReader({ chat: 1, localTime: utc, unread });
    const { drafts } = reader.push(many);
    expect(drafts.map(({ text }) => text)).toEqual(['two']);
    expect(unread.lines).toEqual(['{"bad":[1,{"messages":[' + JSON.stringify(said) + ']}]}']);
  });

  test('IMP-5 a file that ends too early keeps what was whole', () => {
    const unread = new UnreadLines();
    const reader = telegramReader({ chat: 0, localTime: utc, unread });
    const read = reader.push(single.slice(0, -40));
    reader.end();
    expect(read.drafts).toHaveLength(1);
    expect(unread.count).toBe(1);
  });

  test.each(['[1,2}', ']', `{"a":${'['.repeat(200)}`])('IMP-8 ends with what is no JSON: %s', (text) => {
    expect(piecesOf(text, 5).pieces.isBroken).toBe(true);
  });
});
