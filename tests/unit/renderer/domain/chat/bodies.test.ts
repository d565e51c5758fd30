import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CONTACT_KIND,
  FLEETING_KIND,
  MAX_FLEETING_BYTES,
  PLACE_KIND,
  POLL_KIND,
  STICKER_KIND,
  encodePlace,
} from '@domain/chat/bodies.ts';
import { cleanMentions, encodeExtras, messageExtrasSchema } from '@domain/chat/extras.ts';
import { FLEETING_SALT, readSealedWords, sealWords } from '@domain/chat/fleeting.ts';
import { attachmentOf } from '@domain/chat/marks.ts';
import { messageRecordSchema } from '@domain/chat/message.ts';
import { NOTE_KINDS, messageNoteSchema, readNote } from '@domain/chat/note.ts';
import { plainWords } from '@domain/chat/plainWords.ts';
import { POST_KIND, encodePostCard } from '@domain/chat/postCard.ts';
import { FILE_KIND, MESSAGE_KIND, projectEvent } from '@domain/chat/project.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { BlobId, EventId } from '@shared/ids.ts';
import * as v from 'valibot';
import { Chain, alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';

const kinds = [MESSAGE_KIND, FILE_KIND, STICKER_KIND, CONTACT_KIND, PLACE_KIND, POLL_KIND, POST_KIND, FLEETING_KIND];
const blob = idOf<EventId>('blob') as unknown as BlobId;
const file = { blob: idBytes(blob), size: 3, name: 'a.webp', mime: 'image/webp', picture: null };
const poll = { question: 'Q', options: ['a', 'b'], several: false, closes: null };

function project(kind: string, body: unknown) {
  return projectEvent(new Chain(bob, 'phone', chat).next({ at: 10, kind, body }), alice);
}

function bodyOf(kind: string, body: unknown) {
  const projected = project(kind, body);
  return projected.kind === 'message' ? projected.message.body : projected.kind;
}

/** Fields that bodies of messages and notes have, right and wrong. */
const anyField = fc.oneof(
  fc.anything({ withBigInt: true, withDate: false, maxDepth: 2 }),
  fc.constantFrom<unknown>(
    idBytes(blob),
    'text',
    0,
    -1,
    60_000,
    null,
    true,
    [0],
    [{ start: 0, length: 1, account: idBytes(alice) }],
  ),
);
const names = [
  'text',
  'file',
  'caption',
  'emoji',
  'account',
  'name',
  'invite',
  'latitude',
  'longitude',
  'label',
  'question',
  'options',
  'several',
  'closes',
  'blob',
  'size',
  'life',
  'message',
  'at',
  'sign',
  'mentions',
  'reply',
  'forwarded',
  'album',
  'media',
  'shared',
  'lead',
  'picture',
  'sale',
];
const anyBody = fc.oneof(anyField, fc.dictionary(fc.constantFrom(...names), anyField, { maxKeys: 8 }));

describe('bodies of messages', () => {
  it('CHT-33 stickers, cards, places and polls are what they say, with every name cleaned', () => {
    expect(bodyOf(STICKER_KIND, { file, emoji: '🙂' })).toMatchObject({
      kind: 'sticker',
      sticker: { emoji: '🙂', file: { blob } },
    });
    expect(bodyOf(CONTACT_KIND, { account: idBytes(alice), name: ' A\u202Elice\n', invite: null })).toEqual({
      kind: 'contact',
      contact: { account: alice, name: 'Alice', invite: null },
    });
    const place = { latitude: 31.520412, longitude: -179.999999, label: 'here' };
    expect(bodyOf(PLACE_KIND, encodePlace(place))).toEqual({ kind: 'place', place });
    expect(bodyOf(POLL_KIND, { ...poll, question: 'Q\n?' })).toMatchObject({ poll: { question: 'Q ?' } });
    for (const [kind, body] of [
      [CONTACT_KIND, { account: idBytes(alice), name: '\u200B', invite: null }],
      [PLACE_KIND, { latitude: 90_000_001, longitude: 0, label: '' }],
      [PLACE_KIND, { latitude: 0.5, longitude: 0, label: '' }],
      [POLL_KIND, { ...poll, options: ['one'] }],
      [POLL_KIND, { ...poll, options: Array.from({ length: 13 }, (_, place_) => `${place_}`) }],
      [STICKER_KIND, { file, emoji: 'x'.repeat(33) }],
      [MESSAGE_KIND, { text: 'x', forwarded: false }],
      [MESSAGE_KIND, { text: 'x', reply: { message: idBytes(blob) } }],
      [FLEETING_KIND, { blob: idBytes(blob), size: MAX_FLEETING_BYTES + 1, life: 60_000 }],
      [FLEETING_KIND, { blob: idBytes(blob), size: 9, life: 59_999 }],
    ] as const)
      expect(bodyOf(kind, body)).toBe('nothing');
  });

  it('CHT-35 a post that is passed on is named, cleaned, and leads to its own channel alone', () => {
    const key = new Uint8Array(32).fill(7);
    const link = { key, signaling: ['wss://meet.example'] };
    const shared = { channel: channelSpace(key), post: idOf<EventId>('post'), name: 'Bakery', title: 'Rye', link };
    const price = { unit: idBytes(blob), code: 'LOAF', decimals: 2, currency: null, amount: 150 };
    const card = { shared, lead: 'With caraway', picture: null, sale: { isForSubscribers: true, price } };
    expect(bodyOf(POST_KIND, encodePostCard(card))).toEqual({ kind: 'post', post: card });
    expect(bodyOf(POST_KIND, { ...encodePostCard(card), forwarded: true })).toEqual({ kind: 'post', post: card });
    const odd = { ...shared, name: 'Bak\u202Eery', title: ' R\nye ' };
    expect(bodyOf(POST_KIND, encodePostCard({ ...card, shared: odd }))).toMatchObject({
      post: { shared: { name: 'Bakery', title: 'R ye' } },
    });
    const other = { ...shared, link: { key: new Uint8Array(32).fill(8), signaling: [] } };
    for (const wrong of [
      { shared: other },
      { shared: { ...shared, link: { key, signaling: ['https://meet.example'] } } },
      { lead: 'x'.repeat(201) },
      { picture: new Uint8Array(12 * 1024 + 1) },
      { sale: { isForSubscribers: true, price: { ...price, amount: -1 } } },
    ])
      expect(bodyOf(POST_KIND, encodePostCard({ ...card, ...wrong }))).toBe('nothing');
    expect(bodyOf(POST_KIND, { ...encodePostCard(card), more: 1 })).toBe('nothing');
  });

  it('CHT-34 a voice note and a film say what they are, and draw something before a byte is here', () => {
    const media = { kind: 'voice', duration: 1500, levels: Uint8Array.of(0, 255) };
    expect(bodyOf(FILE_KIND, { file, caption: '', media })).toMatchObject({ media });
    const film = { kind: 'video', duration: 9000, poster: { width: 4, height: 3, blur: '', thumbnail: null } };
    expect(bodyOf(FILE_KIND, { file, caption: '', media: film })).toMatchObject({ media: film });
    expect(bodyOf(FILE_KIND, { file, caption: '', media: { ...media, levels: new Uint8Array(65) } })).toBe('nothing');
    expect(bodyOf(FILE_KIND, { file, caption: '', media: { ...media, duration: -1 } })).toBe('nothing');
  });

  it('CHT-40 extras come as they were sent; what is not there is not there at all', () => {
    const extras = {
      reply: { id: idOf<EventId>('first'), at: 7 },
      mentions: [{ account: alice, start: 0, length: 2 }],
      forwarded: true,
      album: 'AAECAwQFBgcICQoLDA0ODw',
    } as const;
    const projected = project(MESSAGE_KIND, { text: '@a b', ...encodeExtras(extras) });
    expect(projected).toMatchObject({ message: { extras } });
    expect(v.is(messageExtrasSchema, extras)).toBe(true);
    const plain = project(MESSAGE_KIND, { text: 'x' });
    expect(plain.kind === 'message' && 'extras' in plain.message).toBe(false);
  });

  it('CHT-41 mentions lie within the words, in order, none over another', () => {
    const spot = fc.record({
      account: fc.constantFrom(alice, bob),
      start: fc.nat({ max: 40 }),
      length: fc.nat({ max: 12 }),
    });
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 80 }), fc.string({ maxLength: 40 }), (mentions, words) => {
        let end = 0;
        const kept = cleanMentions(mentions, words);
        for (const { start, length } of kept) {
          expect(start).toBeGreaterThanOrEqual(end);
          end = start + length;
        }
        expect(end).toBeLessThanOrEqual(words.length);
        expect(kept.length).toBeLessThanOrEqual(50);
        expect(cleanMentions(kept, words)).toEqual(kept);
      }),
    );
  });

  it('CHT-50 whatever a body holds, it is a record that fits, a note that fits, or nothing, and never throws', () => {
    const all = [...kinds, ...Object.values(NOTE_KINDS)];
    fc.assert(
      fc.property(fc.constantFrom(...all), anyBody, (kind, body) => {
        const event = new Chain(bob, 'phone', chat).next({ at: 10, kind, body });
        const projected = projectEvent(event, alice);
        if (projected.kind === 'message') {
          expect(v.is(messageRecordSchema, projected.message)).toBe(true);
          expect(typeof plainWords(projected.message.body)).toBe('string');
          attachmentOf(projected.message);
        }
        const note = readNote(event);
        if (note !== null) expect(v.is(messageNoteSchema, note)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('words that end', () => {
  const salt = new Uint8Array(FLEETING_SALT).fill(7);

  it('CHT-58 the blob holds what the message would say, and two of the same words are two blobs', () => {
    const words = { kind: MESSAGE_KIND, body: { text: 'until tomorrow' } };
    const sealed = sealWords(words, salt);
    if (sealed === null) throw new Error('too large');
    expect(readSealedWords(sealed)).toEqual({ body: { kind: 'text', text: 'until tomorrow' } });
    expect(sealWords(words, new Uint8Array(FLEETING_SALT))).not.toEqual(sealed);
    expect(sealWords({ kind: MESSAGE_KIND, body: { text: 'x'.repeat(MAX_FLEETING_BYTES) } }, salt)).toBeNull();
  });

  it('CHT-58 nothing ends within what ends, and no bytes do harm', () => {
    const nested = sealWords({ kind: FLEETING_KIND, body: { blob: idBytes(blob), size: 1, life: 60_000 } }, salt);
    expect(nested === null ? null : readSealedWords(nested)).toBeNull();
    const card = sealWords({ kind: 'mini.card', body: {} }, salt);
    expect(card === null ? null : readSealedWords(card)).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        readSealedWords(bytes);
      }),
    );
    expect(readSealedWords(new Uint8Array(MAX_FLEETING_BYTES + 1))).toBeNull();
    // A megabyte of nesting would be refused by its size; what fits, by its parts.
    expect(readSealedWords(new Uint8Array(MAX_FLEETING_BYTES).fill(0x81))).toBeNull();
  });

  it('CHT-58 a message whose words are not here says when they end, counted from where it stands', () => {
    const projected = project(FLEETING_KIND, { blob: idBytes(blob), size: 9, life: 90_000 });
    expect(projected).toMatchObject({
      message: { at: 10, ends: 90_010, body: { kind: 'fleeting', words: { blob, size: 9 } } },
    });
    expect(projected.kind === 'message' ? attachmentOf(projected.message) : 'none').toBeNull();
  });
});
