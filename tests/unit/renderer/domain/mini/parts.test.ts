import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import {
  DOCUMENT_KIND,
  MAX_PART_BYTES,
  type PlacedPiece,
  UPDATE_KIND,
  assemble,
  placesOf,
  readPiece,
  splitWord,
} from '@domain/mini/parts.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const instance = idOf<EventId>('card');

/** The pieces of a word as a chain has them from a place on. */
function placed(bytes: Uint8Array, from: number, document: string | null = null): PlacedPiece[] {
  const kind = document === null ? UPDATE_KIND : DOCUMENT_KIND;
  return (splitWord({ instance, document, bytes }) ?? []).map((body, index) => {
    const piece = readPiece(kind, body);
    if (piece === null) throw new Error('its own body does not fit');
    return { ...piece, seq: from + index };
  });
}

describe('parts', () => {
  it('MIN-4 what was cut comes together from any part, in any order', () => {
    const sizes = fc.oneof(
      fc.integer({ min: 0, max: 2 * MAX_PART_BYTES + 1 }),
      fc.constantFrom(MAX_PART_BYTES, 200_000),
    );
    fc.assert(
      fc.property(sizes, fc.nat(1000), fc.nat(), (size, from, shuffle) => {
        const bytes = Uint8Array.from({ length: size }, (_, index) => index * 7);
        const pieces = placed(bytes, from);
        for (const { bytes: part } of pieces) expect(part.length).toBeLessThanOrEqual(MAX_PART_BYTES);
        const last = pieces[shuffle % pieces.length];
        if (last === undefined) throw new Error('nothing');
        expect(equalBytes(assemble(last, pieces.toReversed()) ?? Uint8Array.of(9, 9, 9), bytes)).toBe(true);
        expect(placesOf(last)).toEqual({ first: from, last: from + pieces.length - 1 });
      }),
      { numRuns: 30 },
    );
  });

  it('MIN-4 is whole or not at all: nothing while a part lacks, stands elsewhere or is of something else', () => {
    const pieces = placed(new Uint8Array(3 * MAX_PART_BYTES), 10);
    const [first, second, third] = pieces;
    if (first === undefined || second === undefined || third === undefined) throw new Error('three parts');
    expect(assemble(first, [second])).toBeNull();
    expect(assemble(first, [second, { ...third, seq: 13 }])).toBeNull();
    expect(assemble(first, [second, { ...third, instance: idOf<EventId>('another') }])).toBeNull();
    expect(assemble(first, [second, { ...third, part: { index: 2, count: 4 } }])).toBeNull();
    expect(assemble(first, [second, { ...third, document: 'd' }])).toBeNull();
    expect(assemble(first, [second, third])).toHaveLength(3 * MAX_PART_BYTES);
  });

  it('MIN-4 what is too large is not cut, and what was cut too large is not put together', () => {
    expect(splitWord({ instance, document: null, bytes: new Uint8Array(256_001) })).toBeNull();
    expect(splitWord({ instance, document: 'd', bytes: new Uint8Array(1024 * 1024 + 1) })).toBeNull();
    expect(splitWord({ instance, document: 'd', bytes: new Uint8Array(1024 * 1024) })).toHaveLength(22);
    const asUpdate = placed(new Uint8Array(1024 * 1024), 0, 'd').map((piece) => ({ ...piece, document: null }));
    const [first] = asUpdate;
    expect(first && assemble(first, asUpdate)).toBeNull();
  });

  it('MIN-3 a body that does not fit is nothing', () => {
    const [body] = splitWord({ instance, document: null, bytes: new Uint8Array(3) }) ?? [];
    expect(readPiece(UPDATE_KIND, body)).not.toBeNull();
    expect(readPiece(DOCUMENT_KIND, body)).toBeNull();
    expect(readPiece('mini.other', body)).toBeNull();
    for (const part of [
      { index: 0, count: 1 },
      { index: 2, count: 2 },
      { index: 0, count: 99 },
      { index: -1, count: 2 },
    ])
      expect(readPiece(UPDATE_KIND, { ...body, part })).toBeNull();
    expect(readPiece(UPDATE_KIND, { ...body, update: new Uint8Array(MAX_PART_BYTES + 1) })).toBeNull();
    expect(readPiece(DOCUMENT_KIND, { ...body, name: 'Bad Name' })).toBeNull();
  });
});
