/** What two devices have of one document, put together. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { BlobId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { meetDocuments } from '@domain/mini/meetDocuments.ts';
import {
  type KeptDocument,
  documentKeep,
  documentKey,
  documentsIn,
  lifeIn,
  lifeKeep,
} from '@domain/mini/ownDocument.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const stateOf = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc);
const edits = fc.array(
  fc.record({ at: fc.nat(30), text: fc.string({ minLength: 1, maxLength: 4 }), isGone: fc.boolean() }),
  {
    maxLength: 12,
  },
);

function edited(doc: Y.Doc, all: readonly { at: number; text: string; isGone: boolean }[]): void {
  const text = doc.getText('t');
  for (const { at, text: words, isGone } of all) {
    const place = Math.min(at, text.length);
    if (isGone && text.length > place) text.delete(place, 1);
    else text.insert(place, words);
  }
}

describe('meeting another device', () => {
  it('MIN-37 both come to the same, whoever hears of whom first, and hearing it again adds nothing', () => {
    fc.assert(
      fc.property(edits, edits, edits, (before, mine, theirs) => {
        const [one, other] = [new Y.Doc(), new Y.Doc()];
        edited(one, before);
        Y.applyUpdate(other, stateOf(one));
        edited(one, mine);
        edited(other, theirs);
        const [here, there] = [stateOf(one), stateOf(other)];
        for (const [base, coming] of [
          [here, there],
          [there, here],
        ] as const) {
          const met = meetDocuments([base], coming);
          const doc = new Y.Doc();
          for (const change of [base, ...(met?.added ? [met.added] : [])]) Y.applyUpdate(doc, change);
          Y.applyUpdate(one, coming);
          Y.applyUpdate(one, base);
          expect(doc.getText('t').toJSON()).toBe(one.getText('t').toJSON());
          expect(meetDocuments([base, ...(met?.added ? [met.added] : [])], coming)).toEqual({ added: null });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('MIN-37 bytes that are no document are refused whole, whatever is here', () => {
    const doc = new Y.Doc();
    edited(doc, [{ at: 0, text: 'abc', isGone: false }]);
    const good = stateOf(doc);
    expect(meetDocuments([good], good.slice(0, -3))).toBeNull();
    expect(meetDocuments([good], new Uint8Array(64).fill(255))).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const met = meetDocuments([good], bytes);
        const after = new Y.Doc();
        for (const change of [good, ...(met?.added ? [met.added] : [])]) Y.applyUpdate(after, change);
        expect(after.getText('t').toJSON()).toContain('abc');
      }),
    );
  });

  it('MIN-36 a record is read back by the name of its document and device alone', () => {
    const kept: KeptDocument = {
      space: idOf<SpaceId>('chat'),
      instance: idOf<EventId>('card'),
      name: 'a-b',
      life: 2,
      blob: idOf<SpaceId>('state') as string as BlobId,
      size: 5,
      serial: 7,
    };
    const id = documentKey(kept, idOf<DeviceId>('phone'));
    const row = { ...documentKeep(id, kept), at: 1 };
    expect(documentsIn([row])).toEqual(new Map([[id, kept]]));
    const wrong = [
      { ...row, id: documentKey({ ...kept, name: 'a' }, idOf<DeviceId>('phone')) },
      { ...row, bytes: new Uint8Array() },
      { ...documentKeep(id, { ...kept, size: 9 * 1024 * 1024 }), at: 1 },
    ];
    expect(documentsIn(wrong)).toEqual(new Map());
    expect(lifeIn(lifeKeep(kept.instance, 3))).toBe(3);
    expect(lifeIn({ bytes: Uint8Array.of(1, 2) })).toBe(0);
  });
});
