import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import type { BlobRecord } from '@domain/blob/blobRecord.ts';
import { type AttachmentRecord, PROGRAM_TYPE, STICKER_TYPE } from '@domain/chat/marks.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { retentionRules } from '@domain/retention/rule.ts';
import {
  type MessageScene,
  type RetentionScene,
  daysOf,
  isExpired,
  isMessageExpired,
  readRetention,
  retentionBytes,
  rulesIn,
} from '@domain/retention/rules.ts';
import { alice, bob, chat, idOf, otherChat } from '../../../../support/shared/storeFixtures.ts';

const DAY = 24 * 3_600_000;
const blob = idOf<SpaceId>('a blob') as string as BlobId;
const message = idOf<EventId>('a message');
const row: BlobRecord = {
  id: blob,
  size: 7,
  state: 'complete',
  origin: 'received',
  keep: false,
  createdAt: 0,
  usedAt: 0,
};
const said: AttachmentRecord = {
  message,
  space: chat,
  blob,
  size: 7,
  name: 'a.jpg',
  mime: 'image/jpeg',
  author: bob,
  at: 0,
  isPicture: true,
};
const scene: RetentionScene = {
  now: 30 * DAY + 1,
  ruleOf: () => 'files-30',
  staying: new Set(),
  inPosts: new Set(),
  canBeAsked: () => true,
};

describe('files that go', () => {
  it('RET-2 go when their days are over, and not a moment before', () => {
    expect(isExpired(row, [said], scene)).toBe(true);
    expect(isExpired(row, [said], { ...scene, now: 30 * DAY })).toBe(false);
    expect(isExpired(row, [said], { ...scene, ruleOf: () => 'files-90' })).toBe(false);
    expect(isExpired(row, [said], { ...scene, ruleOf: () => 'all', now: Number.MAX_SAFE_INTEGER })).toBe(false);
    expect(isExpired(row, [said], { ...scene, ruleOf: () => 'messages-30' })).toBe(true);
  });

  it('RET-2 are counted from when they were said or last used, whichever is later', () => {
    expect(isExpired({ ...row, usedAt: 2 }, [said], scene)).toBe(false);
    expect(isExpired(row, [{ ...said, at: 2 }], scene)).toBe(false);
  });

  it('RET-2 stay while one message still shows them, or a chat keeps everything', () => {
    const elsewhere = { ...said, space: otherChat };
    const ruleOf = (space: SpaceId) => (space === chat ? 'files-30' : 'all');
    expect(isExpired(row, [said, elsewhere], { ...scene, ruleOf })).toBe(false);
    expect(isExpired(row, [said, elsewhere], scene)).toBe(true);
  });

  it('RET-2 are no mini programs and no stickers', () => {
    expect(isExpired(row, [{ ...said, mime: PROGRAM_TYPE }], scene)).toBe(false);
    expect(isExpired(row, [{ ...said, mime: STICKER_TYPE }], scene)).toBe(false);
  });

  it('RET-3 are none that are own, kept, not whole, gone, pinned or put by, in a post, or nowhere to be had', () => {
    expect(isExpired({ ...row, origin: 'own' }, [said], scene)).toBe(false);
    expect(isExpired({ ...row, keep: true }, [said], scene)).toBe(false);
    expect(isExpired({ ...row, state: 'partial' }, [said], scene)).toBe(false);
    expect(isExpired({ ...row, state: 'gone' }, [said], scene)).toBe(false);
    expect(isExpired(row, [said], { ...scene, staying: new Set([message]) })).toBe(false);
    expect(isExpired(row, [said], { ...scene, inPosts: new Set([blob]) })).toBe(false);
    expect(isExpired(row, [said], { ...scene, canBeAsked: () => false })).toBe(false);
    expect(isExpired(row, [], scene)).toBe(false);
  });

  it('RET-3 whatever else holds, nothing own, kept or pinned goes', () => {
    fc.assert(
      fc.property(
        fc.record({ own: fc.boolean(), keep: fc.boolean(), pinned: fc.boolean(), at: fc.nat(), now: fc.nat() }),
        fc.constantFrom(...retentionRules),
        ({ own, keep, pinned, at, now }, rule) => {
          const held: BlobRecord = { ...row, origin: own ? 'own' : 'received', keep };
          const staying = new Set(pinned ? [message] : []);
          const goes = isExpired(held, [{ ...said, at }], { ...scene, now, staying, ruleOf: () => rule });
          expect(goes).toBe(!own && !keep && !pinned && at < now - daysOf(rule) * DAY && 0 < now - daysOf(rule) * DAY);
        },
      ),
    );
  });
});

describe('messages that go', () => {
  const text: MessageRecord = {
    id: message,
    space: chat,
    at: 0,
    author: bob,
    device: idOf('phone'),
    seq: 0,
    own: false,
    body: { kind: 'text', text: 'hello' },
  };
  const going: MessageScene = {
    now: 30 * DAY + 1,
    rule: 'messages-30',
    readAt: 0,
    staying: new Set(),
    cameAt: () => 0,
    isHeld: () => true,
    isHere: () => false,
  };

  it('RET-7 go when they are older and were read, or are own', () => {
    expect(isMessageExpired(text, going)).toBe(true);
    expect(isMessageExpired(text, { ...going, now: 30 * DAY })).toBe(false);
    expect(isMessageExpired(text, { ...going, rule: 'files-30' })).toBe(false);
    expect(isMessageExpired({ ...text, at: 1 }, { ...going, now: 40 * DAY })).toBe(false);
    expect(isMessageExpired({ ...text, at: 1, own: true, author: alice }, { ...going, now: 40 * DAY })).toBe(true);
  });

  it('RET-10 go by when they came, where that is later than when they were said', () => {
    const late = { ...going, cameAt: () => 5 * DAY };
    expect(isMessageExpired(text, late)).toBe(false);
    expect(isMessageExpired(text, { ...late, now: 35 * DAY })).toBe(false);
    expect(isMessageExpired(text, { ...late, now: 35 * DAY + 1 })).toBe(true);
    expect(isMessageExpired(text, { ...going, now: 4000 * DAY, cameAt: () => Infinity })).toBe(false);
  });

  it('RET-7 are none that are pinned, of the group, of words that end, or with a file that stays', () => {
    expect(isMessageExpired(text, { ...going, staying: new Set([message]) })).toBe(false);
    expect(isMessageExpired({ ...text, ends: 5 }, going)).toBe(false);
    const notice: MessageRecord['body'] = { kind: 'notice', notice: { act: 'left', target: null, value: null } };
    expect(isMessageExpired({ ...text, body: notice }, going)).toBe(false);
    expect(isMessageExpired({ ...text, body: { kind: 'unsupported' } }, going)).toBe(false);
    expect(isMessageExpired({ ...text, own: true }, { ...going, isHeld: () => false })).toBe(false);
    const file = { blob, size: 7, name: 'a.txt', mime: 'text/plain', picture: null };
    const shown: MessageRecord = { ...text, body: { kind: 'file', file, caption: '' } };
    expect(isMessageExpired(shown, { ...going, isHere: (one) => one === blob })).toBe(false);
    expect(isMessageExpired(shown, going)).toBe(true);
  });
});

describe('records of rules', () => {
  it('RET-1 come back as they were kept', () => {
    for (const rule of retentionRules) expect(readRetention(retentionBytes(rule, 5))).toBe(rule);
  });

  it('RET-8 are none where they are of a later version, torn, or anything else', () => {
    expect(readRetention(encodeCanonical({ v: 1, rule: 'files-7', at: 5 }))).toBeNull();
    expect(readRetention(encodeCanonical({ v: 2, rule: 'all', at: 5 }))).toBeNull();
    expect(readRetention(retentionBytes('all', 5).slice(1))).toBeNull();
    fc.assert(fc.property(fc.uint8Array(), (bytes) => readRetention(bytes) === null));
    const kept = [
      { id: chat, bytes: retentionBytes('files-90', 1) },
      { id: otherChat, bytes: new Uint8Array(3) },
    ];
    expect([...rulesIn(kept)]).toEqual([[chat, 'files-90']]);
  });
});
