import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_SENT, SENT_FOR, SENT_KEPT_FOR, ageLetters } from '@domain/channel/aging.ts';
import type { SentRecord } from '@domain/channel/records.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';

const NOW = 2 ** 40;

function letter(change: Partial<SentRecord> = {}): SentRecord {
  const place = { channel: 'channel' as SpaceId, kind: 'message' as const, post: null, name: 'Nia', text: 'Hello' };
  return { v: 1, ...place, at: NOW, envelope: new Uint8Array(3), state: 'waiting', answers: [], ...change };
}

const aged = (letters: readonly SentRecord[]) =>
  ageLetters(new Map(letters.map((one, place) => [String(place), one])), NOW);

describe('own letters, with time', () => {
  it('CHN-21 one that nobody took for a month says so, and is carried no further', () => {
    const { changed, gone } = aged([letter({ at: NOW - SENT_FOR + 1 }), letter({ at: NOW - SENT_FOR })]);
    expect([...changed]).toEqual([['1', letter({ at: NOW - SENT_FOR, state: 'expired', envelope: null })]]);
    expect(gone).toEqual([]);
  });

  it('CHN-21 what is long over goes, counted from the last that was said about it', () => {
    const old = { at: NOW - SENT_KEPT_FOR, envelope: null };
    const answer = { text: 'At nine', at: NOW - 5, own: false, id: 'answer' as EventId };
    const { gone } = aged([
      letter({ ...old, state: 'received' }),
      letter({ ...old, state: 'received', answers: [answer] }),
      letter({ ...old, at: old.at + 1, state: 'refused' }),
      letter({ ...old, state: 'waiting' }),
    ]);
    expect(gone).toEqual(['0', '3']);
  });

  it('CHN-21 of too many those nobody waits for go first, the oldest of them', () => {
    const waiting = Array.from({ length: MOST_SENT - 1 }, (_, place) => letter({ at: NOW - place }));
    const settled = [3, 1, 2].map((age) => letter({ at: NOW - age, state: 'received', envelope: null }));
    const { gone } = aged([...waiting, ...settled]);
    expect(gone).toEqual([String(MOST_SENT - 1), String(MOST_SENT + 1)]);
  });

  it('CHN-21 is done after once: looked through again nothing changes', () => {
    const some = fc.record({
      at: fc.integer({ min: NOW - 2 * SENT_KEPT_FOR, max: NOW }),
      state: fc.constantFrom('waiting', 'received', 'refused', 'published', 'expired'),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 30 }), (letters) => {
        const sent = new Map(letters.map((change, place) => [String(place), letter(change as Partial<SentRecord>)]));
        const { changed, gone } = ageLetters(sent, NOW);
        const left = new Map([...sent, ...changed].filter(([id]) => !gone.includes(id)));
        expect(ageLetters(left, NOW)).toEqual({ changed: new Map(), gone: [] });
      }),
    );
  });
});
