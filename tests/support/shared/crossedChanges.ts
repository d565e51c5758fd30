import * as Y from 'yjs';

/**
 * Four changes of a document: of one person, of another who heard it, and two of the first who heard that. The second and the last, heard before the
 * others and put into one update, are what Yjs 13 does not look for again by itself.
 */
export function crossedChanges(): readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array] {
  const one = Object.assign(new Y.Doc(), { clientID: 1 });
  const other = Object.assign(new Y.Doc(), { clientID: 2 });
  const first = changeOf(one, 'k', 'first');
  Y.applyUpdate(other, first);
  const answer = changeOf(other, 'k', 'answer');
  Y.applyUpdate(one, answer);
  return [first, answer, changeOf(one, 'k', 'second'), changeOf(one, 'l', 'third')];
}

function changeOf(document: Y.Doc, key: string, value: string): Uint8Array {
  const before = Y.encodeStateVector(document);
  document.getMap('map').set(key, value);
  return Y.encodeStateAsUpdate(document, before);
}
