import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { editorRequest, readEditorRequest } from '@domain/channel/editing.ts';
import { encodeFace, plainFace, wireFaceSchema } from '@domain/channel/face.ts';
import {
  MAX_LETTER,
  MAX_LETTER_BYTES,
  encodeLetter,
  letterId,
  openAnswer,
  openLetter,
  packEnvelope,
  readEnvelope,
} from '@domain/channel/letter.ts';
import { channelFingerprint, channelLink, channelOf, readChannelLink } from '@domain/channel/link.ts';
import {
  MOST_READERS,
  SKETCH_BYTES,
  guessReaders,
  isSketch,
  mergeSketches,
  ownSketch,
} from '@domain/channel/readers.ts';
import { readRecord, channelRecordSchema, recordBytes } from '@domain/channel/records.ts';
import { channelRoom } from '@domain/channel/room.ts';
import { type Seal, openValue, sealValue } from '@domain/channel/seal.ts';
import { decodeReaderWord, decodeVouchWord, encodeWord } from '@domain/channel/words.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import * as v from 'valibot';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { keys, verify } from './support.ts';

const random = new SeededRandom(5);
const key = new Uint8Array(32).fill(3);
const seal: Seal = { purpose: 'letter', secret: key, place: key, nonce: new Uint8Array(24).fill(1) };

describe('what a channel says and is said to', () => {
  it('CHN-7 a link leads to the key it names, and one that was cut or changed to none', () => {
    const link = channelLink({ key, name: 'Wetter für alle 天気', signaling: ['ws://localhost:1'] });
    const back = readChannelLink(`Follow this: ${link}\nBye`);
    expect(back).toEqual({ ok: true, value: { key, name: 'Wetter für alle 天気', signaling: ['ws://localhost:1'] } });
    expect(back.ok && channelOf(back.value)).toBe(channelSpace(key));
    expect(readChannelLink(link.replace('banyan://channel#', 'https://banyan.example/channel#')).ok).toBe(true);
    for (let length = 0; length < link.length; length += 7)
      expect(readChannelLink(link.slice(0, length)).ok).toBe(false);
    const place = link.length - 30;
    const changed = link.slice(0, place) + (link[place] === 'A' ? 'B' : 'A') + link.slice(place + 1);
    expect(readChannelLink(changed).ok).toBe(false);
    expect(channelFingerprint(key)).toMatch(/^(?:\d{5} ){11}\d{5}$/);
    expect(channelFingerprint(new Uint8Array(32).fill(4))).not.toBe(channelFingerprint(key));
  });

  it('CHN-8 a face comes back as it was; a menu leads to the web alone', () => {
    const post = 'B'.repeat(42) + 'A';
    const face = {
      ...plainFace('Weather'),
      menu: [{ label: 'Shop', does: 'post' as const, post: post as EventId }],
      pinned: [post as EventId],
    };
    expect(v.parse(wireFaceSchema, encodeFace(face))).toEqual(face);
    for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'https://user@host/', 'data:text/html,x'])
      expect(v.is(wireFaceSchema, { ...face, pinned: [], menu: [{ label: 'x', does: 'link', url }] })).toBe(false);
  });

  it('CHN-9 the room of a channel follows from its id alone, and its name tells nothing of the password', () => {
    const room = channelRoom(channelSpace(key));
    expect(channelRoom(channelSpace(key))).toEqual(room);
    expect(channelRoom(channelSpace(new Uint8Array(32)))).not.toEqual(room);
    expect(room.name).not.toBe(room.password);
  });

  it('CHN-10 a letter is read by whom it is sealed to, for that purpose and place, and says by its length little', () => {
    const letter = { kind: 'message' as const, post: null, name: 'Nia', text: 'Hello', at: 5, thread: key };
    const sealed = sealValue(encodeLetter(letter), seal);
    expect(openLetter(sealed, seal)).toEqual({ v: 1, ...letter });
    const other = new Uint8Array(32).fill(9);
    for (const wrong of [{ secret: other }, { place: other }, { purpose: 'answer' as const }])
      expect(openLetter(sealed, { ...seal, ...wrong })).toBeNull();
    expect(openAnswer(sealed, seal)).toBeNull();
    expect(sealValue(encodeLetter({ ...letter, text: 'Hello there' }), seal).length).toBe(sealed.length);
    expect(
      openLetter(sealValue(encodeLetter({ ...letter, post: channelSpace(key) as string as EventId }), seal), seal),
    ).toBeNull();
    const longest = sealValue(encodeLetter({ ...letter, text: '天'.repeat(MAX_LETTER) }), seal);
    const envelope = packEnvelope({ key, nonce: seal.nonce, box: longest });
    expect(envelope.length).toBeLessThanOrEqual(MAX_LETTER_BYTES);
    expect(readEnvelope(envelope).ok).toBe(true);
    expect(letterId(envelope)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('CHN-10 nothing that comes from elsewhere throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        readEnvelope(bytes);
        openValue(bytes, seal);
        decodeReaderWord(bytes);
        decodeVouchWord(bytes);
        readRecord(channelRecordSchema, { bytes });
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 3000 }), (text) => {
        expect(readChannelLink(text).ok).toBe(false);
      }),
    );
  });

  it('CHN-9 words come back as they were, and more than a word says is none', () => {
    const words = [
      { t: 'at' as const, n: null, id: null },
      { t: 'at' as const, n: 3, id: key },
      { t: 'letter' as const, hops: 2, bytes: new Uint8Array(9) },
      { t: 'count' as const, epoch: 4, sketch: ownSketch(random.bytes(SKETCH_BYTES)) },
    ];
    for (const word of words) expect(decodeReaderWord(encodeWord(word))).toEqual(word);
    expect(decodeReaderWord(encodeCanonical({ t: 'at', n: null, id: null, account: key }))).toBeNull();
    expect(decodeReaderWord(encodeCanonical({ t: 'letter', hops: 13, bytes: new Uint8Array(9) }))).toBeNull();
  });

  it.each([1, 10, 200, 5000])('CHN-13 guesses %i readers to within a half', (count) => {
    let sketch = ownSketch(random.bytes(SKETCH_BYTES));
    for (let reader = 1; reader < count; reader += 1)
      sketch = mergeSketches(sketch, ownSketch(random.bytes(SKETCH_BYTES)));
    expect(isSketch(sketch)).toBe(true);
    expect(guessReaders(sketch)).toBeGreaterThanOrEqual(count === 1 ? 1 : count * 0.55);
    expect(guessReaders(sketch)).toBeLessThanOrEqual(Math.ceil(count * 1.8));
  });

  it('CHN-13 what was heard twice counts once, and what nobody believes is no sketch', () => {
    const [one, other] = [ownSketch(random.bytes(SKETCH_BYTES)), ownSketch(random.bytes(SKETCH_BYTES))];
    const both = mergeSketches(one, other);
    expect(mergeSketches(both, other)).toBe(both);
    expect(mergeSketches(other, one)).toEqual(both);
    expect(isSketch(new Uint8Array(SKETCH_BYTES))).toBe(false);
    const huge = new Uint8Array(SKETCH_BYTES);
    for (let place = 0; place < SKETCH_BYTES; place += 4) new DataView(huge.buffer).setFloat32(place, 1e-9);
    expect(guessReaders(huge)).toBeGreaterThan(MOST_READERS);
    expect(isSketch(huge)).toBe(false);
    const short = one.slice(0, -1);
    expect(isSketch(short)).toBe(false);
  });

  it('CHN-5 a request is good for its channel and its own key', async () => {
    const [own, other] = [await keys(), await keys()];
    const space = channelSpace(key);
    const code = await editorRequest(space, { pen: own.key, agree: own.agree, name: 'Nia' }, own.sign);
    expect(await readEditorRequest(` ${code} `, space, verify)).toMatchObject({ ok: true, value: { name: 'Nia' } });
    expect((await readEditorRequest(code, 'A'.repeat(43) as SpaceId, verify)).ok).toBe(false);
    const stolen = await editorRequest(space, { pen: own.key, agree: other.agree, name: 'Nia' }, other.sign);
    expect((await readEditorRequest(stolen, space, verify)).ok).toBe(false);
    expect((await readEditorRequest('hello', space, verify)).ok).toBe(false);
  });

  it('CHN-1 a record comes back as it was', () => {
    const flags = { followed: true, muted: false, vouched: false, readAt: 3, since: 2 };
    const record = { v: 1 as const, key, name: 'Weather', signaling: [], pen: null, ...flags };
    expect(readRecord(channelRecordSchema, { bytes: recordBytes(record) })).toEqual(record);
  });
});
