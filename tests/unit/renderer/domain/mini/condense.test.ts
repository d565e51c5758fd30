import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { wakeChanges } from '@shared/mini/wakeChanges.ts';
import { condense } from '@domain/mini/condense.ts';
import { isIntact } from '@domain/mini/isIntact.ts';
import { MAX_SNAPSHOT } from '@domain/mini/snapshotLimits.ts';
import { crossedChanges } from '../../../../support/shared/crossedChanges.ts';

/** One edit by one of three people, and whether they hear of each other before it. */
const edit = fc.record({
  by: fc.nat(2),
  kind: fc.constantFrom('write', 'erase', 'set', 'unset', 'push', 'drop', 'nest'),
  at: fc.nat(30),
  text: fc.string({ maxLength: 6 }),
  hears: fc.boolean(),
});
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

function change(document: Y.Doc, { kind, at, text }: Edit): void {
  const body = document.getText('body');
  const [map, list] = [document.getMap('map'), document.getArray('list')];
  const key = `k${at % 4}`;
  if (kind === 'write') body.insert(at % (body.length + 1), text);
  else if (kind === 'erase') body.delete(0, Math.min(at % 5, body.length));
  else if (kind === 'set') map.set(key, text);
  else if (kind === 'unset') map.delete(key);
  else if (kind === 'push') list.insert(at % (list.length + 1), [text, at]);
  else if (kind === 'drop') list.delete(0, Math.min(1, list.length));
  else map.set(key, new Y.Map([[text, new Y.Text(text)]]));
}

/** The changes that these people make, in the order in which they make them. */
function changesOf(edits: readonly Edit[]): Uint8Array[] {
  const people = [1, 2, 3].map((clientId) => Object.assign(new Y.Doc(), { clientID: clientId }));
  const changes: Uint8Array[] = [];
  for (const one of edits) {
    const document = people[one.by];
    if (document === undefined) throw new Error('nobody');
    if (one.hears) for (const known of changes) Y.applyUpdate(document, known);
    const before = Y.encodeStateVector(document);
    const deleted = Y.snapshot(document);
    document.transact(() => change(document, one));
    if (!Y.equalSnapshots(deleted, Y.snapshot(document))) changes.push(Y.encodeStateAsUpdate(document, before));
  }
  return changes;
}

/** What a program's page makes of changes: what it cannot read it leaves out. */
function pageOf(changes: readonly Uint8Array[]): Y.Doc {
  const page = new Y.Doc();
  for (const one of changes) {
    try {
      Y.applyUpdate(page, one);
    } catch {
      // As `src/mini/client/documents.ts` does.
    }
    wakeChanges(Y, page);
  }
  return page;
}

const shown = (page: Y.Doc) => ({
  body: page.getText('body').toJSON(),
  map: page.getMap('map').toJSON(),
  list: page.getArray('list').toJSON(),
  vector: [...Y.decodeStateVector(Y.encodeStateVector(page))].toSorted(([a], [b]) => a - b),
});
const bytesOf = (made: ReturnType<typeof condense>) => {
  if (made === null) throw new Error('it came to nothing');
  return made.bytes;
};

const edits = fc.array(edit, { minLength: 1, maxLength: 30 }).map(changesOf);
const junk = fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.constant(Uint8Array.of(1, 1, 5, 0, 132, 255, 255, 127)));

describe('a snapshot', () => {
  it('MIN-31 with the changes behind it is what all changes are, whatever their order, with some twice and some late', () => {
    const cut = edits.chain((all) =>
      fc.record({
        all: fc.constant(all),
        order: fc.shuffledSubarray(all, { minLength: all.length }),
        again: fc.subarray(all),
        first: fc.nat(all.length),
        second: fc.nat(all.length),
      }),
    );
    fc.assert(
      fc.property(cut, ({ all, order, again, first, second }) => {
        const whole = shown(pageOf(all));
        const once = bytesOf(condense(null, order.slice(0, first)));
        expect(shown(pageOf([once, ...order.slice(first), ...again]))).toEqual(whole);
        const [from, to] = [Math.min(first, second), Math.max(first, second)];
        const twice = bytesOf(condense(bytesOf(condense(null, order.slice(0, from))), order.slice(from, to)));
        expect(shown(pageOf([twice, ...order.slice(to)]))).toEqual(whole);
      }),
      { numRuns: 150 },
    );
  });

  it('MIN-31 of changes of two people that wait for each other waits for no more than they do', () => {
    const [first, answer, second, third] = crossedChanges();
    const once = bytesOf(condense(null, [answer, third]));
    expect(pageOf([once, first, second]).getMap('map').toJSON()).toEqual({ k: 'second', l: 'third' });
    const twice = bytesOf(condense(once, [first, second]));
    expect(pageOf([twice]).getMap('map').toJSON()).toEqual({ k: 'second', l: 'third' });
  });

  it('MIN-31 leaves out what Yjs cannot read, as a page does, and is itself read whole', () => {
    const poisoned = fc.record({
      all: edits,
      bad: fc.array(fc.tuple(fc.nat(30), junk), { minLength: 1, maxLength: 6 }),
    });
    fc.assert(
      fc.property(poisoned, fc.nat(30), ({ all, bad }, cut) => {
        const mixed = [...all];
        for (const [at, bytes] of bad) mixed.splice(at % (mixed.length + 1), 0, bytes);
        const made = condense(null, mixed.slice(0, cut));
        // Where it would not be the same it is none, and the changes are replayed.
        if (made === null) return;
        expect(() => Y.applyUpdate(new Y.Doc(), made.bytes)).not.toThrow();
        expect(shown(pageOf([made.bytes, ...mixed.slice(cut)]))).toEqual(shown(pageOf(mixed)));
      }),
      { numRuns: 150 },
    );
  });

  it('MIN-31 of good changes with nonsense between them is there', () => {
    const all = changesOf([{ by: 0, kind: 'write', at: 0, text: 'hello', hears: false }]);
    const made = condense(null, [Uint8Array.of(255), ...all, new Uint8Array(), Uint8Array.of(1, 1, 1)]);
    expect(shown(pageOf([bytesOf(made)])).body).toBe('hello');
  });

  it('MIN-31 of ten thousand changes is a small part of them', () => {
    const document = new Y.Doc();
    const changes: Uint8Array[] = [];
    document.on('update', (one: Uint8Array) => changes.push(one));
    for (let turn = 0; turn < 5000; turn += 1) document.getMap('map').set(`k${turn % 10}`, turn);
    for (let turn = 0; turn < 5000; turn += 1) document.getText('body').insert(turn, 'a');
    const all = changes.reduce((sum, { length }) => sum + length, 0);
    expect(changes).toHaveLength(10_000);
    expect(bytesOf(condense(null, changes)).length).toBeLessThan(all / 4);
  });

  it('MIN-31 that is too large is none', () => {
    const document = new Y.Doc();
    document.getArray('list').push([new Uint8Array(MAX_SNAPSHOT)]);
    expect(condense(null, [Y.encodeStateAsUpdate(document)])).toBeNull();
  });

  it('MIN-32 any byte that changed is seen', () => {
    const made = condense(null, changesOf([{ by: 0, kind: 'write', at: 0, text: 'hello', hears: false }]));
    if (made === null) throw new Error('none');
    expect(isIntact(made)).toBe(true);
    for (const part of ['bytes', 'digest'] as const) {
      for (let at = 0; at < made[part].length; at += 1) {
        const damaged = made[part].map((byte, place) => (place === at ? byte ^ 1 : byte));
        expect(isIntact({ ...made, [part]: damaged })).toBe(false);
      }
    }
    expect(isIntact({ ...made, bytes: made.bytes.slice(1) })).toBe(false);
  });
});
