/** A change of a document that is too large for one message. Rule: MPH-48 in services/mini/SPEC.md. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Yjs from 'yjs';
import { splitChange } from '../../../src/mini/client/splitChange.ts';

const MOST = 200;

/** One thing that a program does to a document, in one transaction with the others of its step. */
const act = fc.oneof(
  fc.record({
    kind: fc.constant('write' as const),
    at: fc.nat(),
    text: fc.string({ unit: 'grapheme', maxLength: 300 }),
  }),
  fc.record({ kind: fc.constant('erase' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 200 }) }),
  fc.record({
    kind: fc.constant('push' as const),
    values: fc.array(fc.string({ maxLength: 30 }), { minLength: 1, maxLength: 40 }),
  }),
  fc.record({ kind: fc.constant('set' as const), key: fc.constantFrom('a', 'b'), value: fc.string({ maxLength: 60 }) }),
  fc.record({
    kind: fc.constant('nest' as const),
    key: fc.constantFrom('a', 'b'),
    value: fc.string({ maxLength: 60 }),
  }),
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

function perform(doc: Yjs.Doc, done: Act): void {
  const text = doc.getText('text');
  const map = doc.getMap('map');
  if (done.kind === 'write') text.insert(done.at % (text.length + 1), done.text);
  else if (done.kind === 'push') doc.getArray('list').push([...done.values]);
  else if (done.kind === 'set') map.set(done.key, done.value);
  else if (done.kind === 'nest') map.set(done.key, new Yjs.Map([['inside', done.value]]));
  else if (text.length > 0) {
    const at = done.at % text.length;
    text.delete(at, Math.min(done.length, text.length - at));
  }
}

const contentOf = (doc: Yjs.Doc) => ({
  text: doc.getText('text').toJSON(),
  list: doc.getArray('list').toJSON(),
  map: doc.getMap('map').toJSON(),
});

/** A document in which what `fill` does is one change, and that change. */
function changed(doc: Yjs.Doc, fill: () => void): Uint8Array {
  const changes: Uint8Array[] = [];
  const keep = (update: Uint8Array) => changes.push(update);
  doc.on('update', keep);
  doc.transact(fill);
  doc.off('update', keep);
  return Yjs.mergeUpdates(changes);
}

describe('splitChange', () => {
  it('MPH-48 comes to the same in small updates, whatever was done, also where another wrote between', () => {
    const steps = fc.array(fc.array(act, { maxLength: 8 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(steps, fc.array(act, { maxLength: 4 }), (made, others) => {
        const doc = new Yjs.Doc();
        const heard = new Yjs.Doc();
        for (const acts of made) {
          const other = new Yjs.Doc();
          Yjs.applyUpdate(other, Yjs.encodeStateAsUpdate(heard));
          const theirs = changed(other, () => others.forEach((done) => perform(other, done)));
          const change = changed(doc, () => acts.forEach((done) => perform(doc, done)));
          const { updates, isWhole } = splitChange(Yjs, change, MOST);
          expect(isWhole).toBe(true);
          expect(Math.max(0, ...updates.map(({ length }) => length))).toBeLessThanOrEqual(MOST);
          for (const update of [theirs, ...updates]) Yjs.applyUpdate(heard, update);
          Yjs.applyUpdate(doc, theirs);
        }
        expect(heard.store.pendingStructs).toBe(null);
        expect(contentOf(heard)).toEqual(contentOf(doc));
        expect(Yjs.encodeStateVector(heard)).toEqual(Yjs.encodeStateVector(doc));
      }),
      { numRuns: 300 },
    );
  });

  it('MPH-48 splits no character of two code units', () => {
    const doc = new Yjs.Doc();
    const text = '🌱'.repeat(333);
    const { updates, isWhole } = splitChange(
      Yjs,
      changed(doc, () => doc.getText('text').insert(0, text)),
      MOST,
    );
    const heard = new Yjs.Doc();
    for (const update of updates) Yjs.applyUpdate(heard, update);
    expect([isWhole, heard.getText('text').toJSON()]).toEqual([true, text]);
  });

  it('MPH-48 leaves out one value that is too large, and what comes after it is read', () => {
    const doc = new Yjs.Doc();
    const heard = new Yjs.Doc();
    const list = doc.getArray<string>('list');
    const large = changed(doc, () => list.push(['before', 'x'.repeat(MOST * 2), 'after']));
    const { updates, isWhole } = splitChange(Yjs, large, MOST);
    expect(isWhole).toBe(false);
    for (const update of [...updates, changed(doc, () => list.insert(2, ['later']))]) Yjs.applyUpdate(heard, update);
    expect(heard.getArray('list').toJSON()).toEqual(['before', 'later', 'after']);
    expect(heard.store.pendingStructs).toBe(null);
  });

  it('MPH-48 splits what several people changed, as a program takes over a copy of a document', () => {
    const source = new Yjs.Doc();
    for (let person = 0; person < 5; person += 1) {
      const theirs = new Yjs.Doc();
      Yjs.applyUpdate(theirs, Yjs.encodeStateAsUpdate(source));
      for (let index = 0; index < 20; index += 1) theirs.getText('text').insert(index * 3, `word ${person}.${index} `);
      Yjs.applyUpdate(source, Yjs.encodeStateAsUpdate(theirs));
    }
    const { updates, isWhole } = splitChange(Yjs, Yjs.encodeStateAsUpdate(source), MOST);
    const heard = new Yjs.Doc();
    for (const update of updates) Yjs.applyUpdate(heard, update);
    expect([isWhole, heard.getText('text').toJSON()]).toEqual([true, source.getText('text').toJSON()]);
  });

  it('MPH-48 splits what is deleted', () => {
    const doc = new Yjs.Doc();
    const heard = new Yjs.Doc();
    const list = doc.getArray<number>('list');
    for (let index = 0; index < 200; index += 1) list.push([index]);
    Yjs.applyUpdate(heard, Yjs.encodeStateAsUpdate(doc));
    const change = changed(doc, () => {
      for (let index = 199; index > 0; index -= 2) list.delete(index);
    });
    const { updates, isWhole } = splitChange(Yjs, change, MOST);
    expect([isWhole, updates.length > 1, updates.every(({ length }) => length <= MOST)]).toEqual([true, true, true]);
    for (const update of updates) Yjs.applyUpdate(heard, update);
    expect(heard.getArray('list').toJSON()).toEqual(list.toJSON());
  });

  it('MPH-48 leaves out a value whose name is too large', () => {
    const doc = new Yjs.Doc();
    const heard = new Yjs.Doc();
    const map = doc.getMap('map');
    const large = changed(doc, () => {
      map.set('before', 1);
      map.set('k'.repeat(MOST * 2), 1);
    });
    const { updates, isWhole } = splitChange(Yjs, large, MOST);
    expect([isWhole, updates.every(({ length }) => length <= MOST)]).toEqual([false, true]);
    for (const update of [...updates, changed(doc, () => map.set('after', 2))]) Yjs.applyUpdate(heard, update);
    expect(heard.getMap('map').toJSON()).toEqual({ before: 1, after: 2 });
  });
});
