import { describe, expect, test } from 'vitest';
import { type LocalTime, dayOf } from '@domain/importing/dates.ts';
import { type ImportDraft, MAX_TEXT, UnreadLines } from '@domain/importing/draft.ts';
import { whatsappReader } from '@domain/importing/exportReader.ts';
import { whatsappScan } from '@domain/importing/importScan.ts';
import { readWhatsappHead } from '@domain/importing/whatsappHead.ts';

const utc: LocalTime = ({ year, month, day }, { hour, minute, second }) =>
  Date.UTC(year, month - 1, day, hour, minute, second);

function read(text: string, order: 'day-first' | 'month-first' | 'year-first' = 'day-first', files: string[] = []) {
  const unread = new UnreadLines();
  const hasFile = (name: string) => files.includes(name);
  const reader = whatsappReader({ order, lastYear: 2026, localTime: utc, hasFile, unread });
  const drafts: ImportDraft[] = [...reader.push(text).drafts, ...reader.end().drafts];
  return { drafts, unread };
}

const at = (text: string) => Date.parse(`${text}Z`);

/** Line, order of its date, and what it has to come to. */
const HEADS = [
  ['iOS, English', '[31/12/2023, 23:59:58] Ana: hi', 'day-first', '2023-12-31T23:59:58'],
  ['iOS, US, narrow space', '[12/31/23, 11:59:58\u202fPM] Ana: hi', 'month-first', '2023-12-31T23:59:58'],
  ['iOS, mark before the bracket', '\u200e[31/12/2023, 00:10:00] Ana: hi', 'day-first', '2023-12-31T00:10:00'],
  ['iOS, US, midnight', '[12/31/23, 12:05:00 AM] Ana: hi', 'month-first', '2023-12-31T00:05:00'],
  ['iOS, German', '[31.12.23, 23:59:58] Ana: hi', 'day-first', '2023-12-31T23:59:58'],
  ['Android, English', '31/12/2023, 23:59 - Ana: hi', 'day-first', '2023-12-31T23:59:00'],
  ['Android, US', '12/31/23, 12:10 PM - Ana: hi', 'month-first', '2023-12-31T12:10:00'],
  ['Android, Spanish', '31/12/23, 11:59 p.\u00a0m. - Ana: hi', 'day-first', '2023-12-31T23:59:00'],
  ['Android, German', '31.12.23, 23:59 - Ana: hi', 'day-first', '2023-12-31T23:59:00'],
  ['Android, French', '31/12/2023 à 23:59 - Ana: hi', 'day-first', '2023-12-31T23:59:00'],
  ['Android, Finnish', '31.12.2023 klo 23.59 - Ana: hi', 'day-first', '2023-12-31T23:59:00'],
  ['Android, Danish', '31.12.2023 kl. 23.59 - Ana: hi', 'day-first', '2023-12-31T23:59:00'],
  ['Android, Dutch', '31-12-2023 23:59 - Ana: hi', 'day-first', '2023-12-31T23:59:00'],
  ['Android, Swedish', '2023-12-31 23:59 - Ana: hi', 'year-first', '2023-12-31T23:59:00'],
  ['Android, Hungarian', '2023. 12. 31. 23:59 - Ana: hi', 'year-first', '2023-12-31T23:59:00'],
  ['Android, Chinese', '2023/12/31 下午11:59 - 安娜: hi', 'year-first', '2023-12-31T23:59:00'],
  ['iOS, Chinese', '[2023/12/31 上午9:05:01] 安娜: hi', 'year-first', '2023-12-31T09:05:01'],
  ['Android, Japanese', '2023/12/31, 23:59 - アナ: hi', 'year-first', '2023-12-31T23:59:00'],
  ['Android, Korean', '2023. 12. 31. 오후 11:59 - 아나: hi', 'year-first', '2023-12-31T23:59:00'],
  ['Android, Korean with words', '2023년 12월 31일 오후 11:59 - 아나: hi', 'year-first', '2023-12-31T23:59:00'],
  ['Android, Arabic', '٣١\u200f/١٢\u200f/٢٠٢٣، ١١:٥٩ م - آنا: hi', 'day-first', '2023-12-31T23:59:00'],
  ['Android, Persian digits', '۳۱/۱۲/۲۰۲۳، ۲۳:۵۹ - آنا: hi', 'day-first', '2023-12-31T23:59:00'],
  ['Android, Hindi', '31/12/23, 11:59 अपराह्न - एना: hi', 'day-first', '2023-12-31T23:59:00'],
  ['Android, Bengali digits', '৩১/১২/২০২৩, ২৩:৫৯ - আনা: hi', 'day-first', '2023-12-31T23:59:00'],
  ['Android, Thai years', '31/12/2566 23:59 - แอนนา: hi', 'day-first', '2023-12-31T23:59:00'],
  ['Android, Vietnamese', '23:59, 31/12/2023 - Ana: hi', 'day-first', '2023-12-31T23:59:00'],
  ['Android, Greek', '31/12/23, 11:59 μ.μ. - Ana: hi', 'day-first', '2023-12-31T23:59:00'],
] as const;

describe('beginnings of lines', () => {
  test.each(HEADS)('IMP-2 %s', (_name, line, order, when) => {
    const { drafts, unread } = read(line, order);
    expect(drafts.map(({ at: said, text }) => [said, text])).toEqual([[at(when), 'hi']]);
    expect(drafts[0]?.author).toMatch(/^[\p{L}\p{M}]+$/u);
    expect(unread.count).toBe(0);
  });

  test.each([
    'hello',
    '1. first of a list',
    '12:30 works for me',
    '[x] done',
    '10/10 - would come again',
    '2023 was good - Ana: no',
    '(31/12/2023, 23:59) Ana: hi',
    '31/12/2023, 25:59 - Ana: hi',
  ])('IMP-2 goes on with the message before: %s', (line) => {
    expect(readWhatsappHead(line)).toBeNull();
  });
});

describe('messages', () => {
  test('IMP-2 lines without a beginning belong to the message before, empty ones as well', () => {
    const { drafts } = read('01/02/2023, 10:00 - Ana: one\n\ntwo\n01/02/2023, 10:01 - Bo: three\r\n');
    expect(drafts.map(({ author, text }) => [author, text])).toEqual([
      ['Ana', 'one\n\ntwo'],
      ['Bo', 'three'],
    ]);
  });

  test('IMP-2 a line of nobody is of the app', () => {
    const { drafts } = read(
      [
        '01/02/2023, 10:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.',
        '01/02/2023, 10:00 - Ana changed the subject from “a: b” to “c”',
        '[01/02/2023, 10:00:00] The Club: \u200eMessages and calls are end-to-end encrypted.',
        '01/02/2023, 10:00 - Ana: \u200eno',
      ].join('\n'),
    );
    expect(drafts.map(({ author }) => author)).toEqual([null, null, null, 'Ana']);
  });

  test('IMP-2 a number or a name with marks is a name', () => {
    const { drafts } = read(
      '01/02/2023, 10:00 - \u202a+44 7700 900123\u202c: hi\n[01/02/2023, 10:00:00] ~ Ana Lee: yo',
    );
    expect(drafts.map(({ author }) => author)).toEqual(['+44 7700 900123', 'Ana Lee']);
  });

  test('IMP-6 files: attached, named with a remark, left out', () => {
    const { drafts } = read(
      [
        '[01/02/2023, 10:00:00] Ana: \u200e<attached: 00000012-PHOTO-2023-02-01-10-00-00.jpg>',
        '[01/02/2023, 10:00:00] Ana: the sea \u200e<adjunto: 00000013-PHOTO-2023-02-01-10-00-00.jpg>',
        '01/02/2023, 10:00 - Ana: IMG-20230201-WA0001.jpg (file attached)\nlook at that',
        '01/02/2023, 10:00 - Ana: report (3).pdf (archivo adjunto)',
        '01/02/2023, 10:00 - Ana: other.pdf (my notes)',
        '01/02/2023, 10:00 - Ana: <Media omitted>',
        '[01/02/2023, 10:00:00] Ana: \u200eimage omitted',
        '01/02/2023, 10:00 - Ana: <b>',
        '01/02/2023, 10:00 - Ana: \u200ePTT-20230201-WA0007.opus (file attached)',
      ].join('\n'),
      'day-first',
      ['report (3).pdf'],
    );
    expect(drafts.map(({ file, text }) => [file?.path, file?.media ?? null, text])).toEqual([
      ['00000012-PHOTO-2023-02-01-10-00-00.jpg', null, ''],
      ['00000013-PHOTO-2023-02-01-10-00-00.jpg', null, 'the sea'],
      ['IMG-20230201-WA0001.jpg', null, 'look at that'],
      ['report (3).pdf', null, ''],
      [undefined, null, 'other.pdf (my notes)'],
      [null, null, ''],
      [null, null, ''],
      [undefined, null, '<b>'],
      ['PTT-20230201-WA0007.opus', 'voice', ''],
    ]);
  });

  test('IMP-7 changed and taken back', () => {
    const { drafts } = read(
      [
        '01/02/2023, 10:00 - Ana: see you \u200e<This message was edited>',
        '01/02/2023, 10:00 - Ana: bis dann <Diese Nachricht wurde bearbeitet.>',
        '01/02/2023, 10:00 - Ana: This message was deleted',
        '[01/02/2023, 10:00:00] Bo: \u200eYou deleted this message.',
        '01/02/2023, 10:00 - Ana: I said: this message was deleted',
      ].join('\n'),
    );
    expect(drafts.map(({ text, edited, isRecalled }) => [text, edited, isRecalled])).toEqual([
      ['see you', 0, false],
      ['bis dann', 0, false],
      ['', null, true],
      ['', null, true],
      ['I said: this message was deleted', null, false],
    ]);
  });
});

describe('what cannot be read', () => {
  test('IMP-5 broken lines are kept where they stood, and counted with their words', () => {
    const { drafts, unread } = read(
      'half a line\n01/02/2023, 10:00 - Ana: one\n45/13/2023, 10:00 - Bo: two\n01/02/2023, 10:01 - Bo: three\n',
    );
    expect(drafts.map(({ text }) => text)).toEqual(['one\n45/13/2023, 10:00 - Bo: two', 'three']);
    expect(unread.lines).toEqual(['half a line', '45/13/2023, 10:00 - Bo: two']);
  });

  test('IMP-5 a text too long for one message goes on in the next', () => {
    const long = 'x'.repeat(MAX_TEXT * 2 + 5);
    const { drafts } = read(`01/02/2023, 10:00 - Ana: ${long}`);
    expect(drafts.map(({ text }) => text.length)).toEqual([MAX_TEXT, MAX_TEXT, 5]);
    expect(drafts.map(({ text }) => text).join('')).toBe(long);
  });

  test('IMP-5 of many unread lines the first are kept, all are counted', () => {
    const { unread, drafts } = read('x\n'.repeat(1500));
    expect([unread.count, unread.lines.length, drafts.length]).toEqual([1500, 1000, 0]);
  });
});

describe('the order of dates', () => {
  const orderOf = (...lines: readonly string[]) => {
    const scan = whatsappScan(2026);
    scan.push(lines.map((date) => `${date}, 10:00 - Ana: x\n`).join(''));
    return scan.end().order;
  };

  test.each([
    ['a day above 12', ['01/02/23', '25/02/23'], { order: 'day-first', isSure: true }],
    ['a day above 12 in the second place', ['2/1/23', '2/25/23'], { order: 'month-first', isSure: true }],
    [
      'one that goes back in time is not it',
      ['01/02/23', '02/02/23', '01/03/23'],
      { order: 'day-first', isSure: true },
    ],
    ['months first by their run', ['1/11/23', '1/12/23', '2/3/23'], { order: 'month-first', isSure: true }],
    ['a year of four letters first', ['2023/01/02', '2023/02/01'], { order: 'day-first', isSure: true }],
    ['a year of two letters first', ['23/11/30', '23/12/31'], { order: 'year-first', isSure: true }],
    ['both fit', ['01/02/23', '03/04/23'], { order: 'day-first', isSure: false }],
  ] as const)('IMP-3 %s', (_name, dates, found) => {
    expect(orderOf(...dates)).toEqual(found);
  });

  test('IMP-3 one broken line does not decide', () => {
    const dates = Array.from({ length: 50 }, (_, index) => `1/${(index % 25) + 1}/23`);
    expect(orderOf(...dates, '40/1/23')?.order).toBe('month-first');
  });

  test('IMP-3 there are no days that no calendar has', () => {
    expect(dayOf([29, 2, 2023], 'day-first', 2026)).toBeNull();
    expect(dayOf([29, 2, 2024], 'day-first', 2026)).toEqual({ year: 2024, month: 2, day: 29 });
    expect(dayOf([1, 1, 2027], 'day-first', 2026)).toBeNull();
    expect(dayOf([1, 1, 1970], 'day-first', 2026)).toBeNull();
  });

  test('IMP-3 a look tells who said how much', () => {
    const scan = whatsappScan(2026);
    scan.push('01/02/2023, 10:00 - Bo: x\n01/02/2023, 10:00 - Ana: x\n01/02/2023, 10:01 - Ana: y\n');
    expect(scan.end().chats).toEqual([
      {
        index: 0,
        name: '',
        messages: 3,
        people: [
          { key: 'Ana', name: 'Ana', messages: 2 },
          { key: 'Bo', name: 'Bo', messages: 1 },
        ],
      },
    ]);
  });
});
