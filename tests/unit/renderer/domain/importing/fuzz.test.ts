import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LocalTime } from '@domain/importing/dates.ts';
import { type ImportDraft, UnreadLines } from '@domain/importing/draft.ts';
import { type ExportReader, telegramReader, whatsappReader } from '@domain/importing/exportReader.ts';
import { ImportBuilder } from '@domain/importing/importBuilder.ts';
import {
  importDevice,
  importedMessageId,
  importedPersonId,
  isImportChain,
  placeOfMessage,
} from '@domain/importing/ids.ts';
import {
  type ImportedChat,
  decodeImport,
  decodeOutline,
  decodePage,
  encodeImport,
  encodeOutline,
  encodePage,
} from '@domain/importing/records.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { BlobId, SpaceId } from '@shared/ids.ts';

const utc: LocalTime = ({ year, month, day }, { hour, minute, second }) =>
  Date.UTC(year, month - 1, day, hour, minute, second);

function readIn(make: (unread: UnreadLines) => ExportReader, pieces: readonly string[]) {
  const unread = new UnreadLines();
  const reader = make(unread);
  const drafts: ImportDraft[] = pieces.flatMap((piece) => reader.push(piece).drafts);
  return { drafts: [...drafts, ...reader.end().drafts], unread: unread.lines };
}

const whatsapp = (unread: UnreadLines) =>
  whatsappReader({ order: 'day-first', lastYear: 2026, localTime: utc, hasFile: () => true, unread });
const telegram = (unread: UnreadLines) => telegramReader({ chat: 0, localTime: utc, unread });

/** Letters that mean something somewhere in an export. */
const letters = fc.constantFrom(...'[]{}()<>",:\\-/. 0123456789\n\r\u200e\u202e٣م午AaPM~\ud83d'.split(''));
const hostile = fc.oneof(
  fc.string({ unit: letters, maxLength: 400 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.tuple(
        fc.constantFrom('01/02/2023, 10:00 - A: ', '[1/2/23, 9:00:00 AM] B: ', '{"messages":[', '{"id":1,'),
        fc.string({ unit: letters, maxLength: 40 }),
      ),
      { maxLength: 20 },
    )
    .map((lines) => lines.map(([head, rest]) => head + rest).join('\n')),
);
const cut = (text: string, size: number) => {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size));
  return pieces;
};

describe('whatever comes', () => {
  test.each([
    ['WhatsApp', whatsapp],
    ['Telegram', telegram],
  ])('IMP-8 %s: reading ends, throws nothing, and says the same however it is cut', (_name, make) => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 50 }), (text, size) => {
        expect(readIn(make, cut(text, size))).toEqual(readIn(make, [text]));
      }),
      { numRuns: 300 },
    );
  });

  test('IMP-5 no word of a line is lost', () => {
    const line = fc.string({ unit: fc.constantFrom(...'ab c:-/019[]<>'.split('')), minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const { drafts, unread } = readIn(whatsapp, [`01/02/2023, 10:00 - Ana: start\n${lines.join('\n')}\n`]);
        const all = [...drafts.map(({ text, author, file }) => `${author} ${file?.name} ${text}`), ...unread].join(
          '\n',
        );
        for (const each of lines) {
          const tail = each.trim().slice(-3);
          expect(all).toContain(tail);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is kept', () => {
  const id = toBase64url(new Uint8Array(32).fill(7)) as SpaceId;
  const blob = toBase64url(new Uint8Array(32).fill(9)) as BlobId;

  test('IMP-10 pages, outline and record come back as they were', () => {
    const builder = new ImportBuilder();
    builder.meet({ key: 'a', name: ' Ana\u202e ' });
    builder.meet({ key: 'b', name: '' });
    builder.meet({ key: 'b', name: 'Bo' });
    const { drafts } = readIn(whatsapp, [
      '01/02/2023, 10:00 - a: x\n01/02/2023, 10:01 - b: y.pdf (file attached)\nwords\n',
    ]);
    const file = {
      name: 'y.pdf',
      mime: 'application/pdf',
      size: 5,
      blob,
      picture: null,
      media: null,
      duration: 0,
    } as const;
    const messages = drafts.map((draft) => builder.add(draft, draft.file === null ? null : file));
    expect(decodePage(encodePage(messages))).toEqual(messages);
    const outline = { people: builder.people, me: 0, pages: [{ blob, size: 9 }], files: [blob], unread: ['?'] };
    expect(decodeOutline(encodeOutline(outline))).toEqual(outline);
    expect(builder.people).toEqual(['Ana', 'Bo']);
    const chat: ImportedChat = {
      ...{ id, name: 'Ana', source: 'whatsapp', importedAt: 5, messages: 2, unread: 0, missing: 0, from: 1, to: 2 },
      outline: { blob, size: 3 },
    };
    expect(decodeImport(id, encodeImport(chat))).toEqual(chat);
    expect(decodeImport(id, Uint8Array.of(1, 2))).toBeNull();
    expect(decodePage(Uint8Array.of(0xa0))).toBeNull();
  });

  test('IMP-7 an answer names the place of what it answers, where that came before', () => {
    const builder = new ImportBuilder();
    builder.meet({ key: '', name: '' });
    const draft = {
      at: 1,
      author: '',
      text: '',
      file: null,
      edited: null,
      isRecalled: false,
      isForwarded: false,
      reactions: [],
    };
    builder.add({ ...draft, number: 50, replyTo: null }, null);
    expect(builder.add({ ...draft, number: 51, replyTo: 50 }, null).reply).toBe(0);
    expect(builder.add({ ...draft, number: 52, replyTo: 99 }, null).reply).toBeUndefined();
  });

  test('IMP-11 ids lead back to places, of this chat alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (place) => {
        expect(placeOfMessage(id, importedMessageId(id, place))).toBe(place);
        expect(placeOfMessage(blob as string as SpaceId, importedMessageId(id, place))).toBeNull();
        expect(placeOfMessage(id, importedPersonId(id, place))).toBeNull();
      }),
      { numRuns: 50 },
    );
    expect(isImportChain({ space: id, device: importDevice(id) })).toBe(true);
    expect(isImportChain({ space: id, device: importDevice(blob as string as SpaceId) })).toBe(false);
  });
});
