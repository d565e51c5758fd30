/** What the script of a page says of shared documents. Rules: MPH-13, MPH-16, MPH-48 in services/mini/SPEC.md. */
import { afterAll, expect, test, vi } from 'vitest';
import * as Yjs from 'yjs';
import type { FromProgram, ToProgram } from '@shared/mini/bridge.ts';
import { MAX_DOCUMENT_CHANGE } from '@shared/mini/bridgeLimits.ts';
import { createDocuments } from '../../../src/mini/client/documents.ts';
import type { Page } from '../../../src/mini/client/page.ts';
import { followVisibility } from '../../../src/mini/client/visibility.ts';
import type { Wire } from '../../../src/mini/client/wire.ts';
import { crossedChanges } from '../../support/shared/crossedChanges.ts';

const INTERVAL = 1000;

// Before the script is read: it keeps the timers it finds.
vi.hoisted(() => void vi.useFakeTimers());
afterAll(() => void vi.useRealTimers());

/** A page with one document, and what it says. */
async function opened() {
  const said: FromProgram[] = [];
  const handlers = new Map<string, (message: ToProgram) => void>();
  let onLast: () => void = () => undefined;
  const lastWord = new Promise<void>((resolve) => {
    onLast = resolve;
  });
  const wire = {
    send: (message: FromProgram) => {
      said.push(message);
      if (message.type === 'hidden') onLast();
    },
    on: (type: string, handler: (message: ToProgram) => void) => handlers.set(type, handler),
  };
  const window = new EventTarget();
  const navigation = new EventTarget();
  const page = Object.assign(window, { document: new EventTarget(), navigation });
  // Only what is used of either.
  const beforeLast = followVisibility(wire as unknown as Wire, page as unknown as Page);
  const parts = { interval: INTERVAL, loadYjs: () => Promise.resolve(Yjs), beforeLast };
  const opening = createDocuments(wire as unknown as Wire, parts)('notes');
  const hear = (message: ToProgram) => handlers.get(message.type)?.(message);
  await vi.advanceTimersByTimeAsync(0);
  hear({ type: 'document', name: 'notes', scope: 'instance', updates: [], isReplayed: true });
  const doc = await opening;
  /** The document as whoever heard all of it has it. */
  const heard = (messages = said) => {
    const other = new Yjs.Doc();
    for (const message of messages) if (message.type === 'document.change') Yjs.applyUpdate(other, message.update);
    return other;
  };
  return { doc, said, hear, heard, navigation, lastWord };
}

test('MPH-16 the last word of a page comes after all it wrote into a document until then, also what waited', async () => {
  const { doc, said, hear, heard, lastWord } = await opened();
  const text = doc.getText('t');
  text.insert(0, 'at once');
  hear({ type: 'visibility', isHidden: true });
  void Promise.resolve().then(() => text.insert(text.length, ', then'));
  await lastWord;
  const last = said.findIndex(({ type }) => type === 'hidden');
  expect(heard(said.slice(0, last)).getText('t').toJSON()).toBe('at once, then');
});

test('MPH-16 a page that goes by itself says what waited', async () => {
  const { doc, heard, navigation } = await opened();
  const text = doc.getText('t');
  text.insert(0, 'at once');
  text.insert(text.length, ', then');
  expect(heard().getText('t').toJSON()).toBe('at once');
  navigation.dispatchEvent(new Event('navigate'));
  expect(heard().getText('t').toJSON()).toBe('at once, then');
});

test('MPH-13 the first change goes at once, those of the next while together, each once', async () => {
  const { doc, said, heard } = await opened();
  const text = doc.getText('t');
  for (const letter of 'abc') text.insert(text.length, letter);
  const changes = () => said.filter(({ type }) => type === 'document.change');
  expect(changes()).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(INTERVAL);
  expect(changes()).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(5 * INTERVAL);
  expect(changes()).toHaveLength(2);
  expect(heard().getText('t').toJSON()).toBe('abc');
});

test('MPH-33 a page reads a snapshot in which changes of two people wait, and what they wait for', async () => {
  const { doc, said, hear } = await opened();
  const [first, answer, second, third] = crossedChanges();
  const tell = (...updates: Uint8Array[]) =>
    hear({ type: 'document', name: 'notes', scope: 'instance', updates, isReplayed: true });
  tell(Yjs.mergeUpdates([answer, third]));
  expect(doc.getMap('map').toJSON()).toEqual({});
  tell(first, second);
  expect(doc.getMap('map').toJSON()).toEqual({ k: 'second', l: 'third' });
  // What came from the host is not said to it.
  await vi.advanceTimersByTimeAsync(INTERVAL);
  expect(said.filter(({ type }) => type === 'document.change')).toEqual([]);
});

const changesIn = (said: readonly FromProgram[]) =>
  said.flatMap((message) => (message.type === 'document.change' ? [message.update] : []));

test('MPH-48 a change too large for one message goes in several, one in each while, and is whole', async () => {
  const { doc, said, heard } = await opened();
  const text = 'a long text, '.repeat(240_000);
  doc.getText('t').insert(0, text);
  expect(changesIn(said)).toHaveLength(1);
  doc.getText('t').insert(0, 'and ');
  await vi.advanceTimersByTimeAsync(10 * INTERVAL);
  expect(Math.max(...changesIn(said).map(({ length }) => length))).toBeLessThanOrEqual(MAX_DOCUMENT_CHANGE);
  expect(heard().getText('t').toJSON() === `and ${text}`).toBe(true);
  expect(said.some(({ type }) => type === 'document.lost')).toBe(false);
});

test('MPH-48 a value too large for any message is told to be lost, and what is changed later is read', async () => {
  const { doc, said, heard } = await opened();
  doc.getMap('m').set('large', new Uint8Array(MAX_DOCUMENT_CHANGE));
  doc.getMap('m').set('later', 1);
  await vi.advanceTimersByTimeAsync(5 * INTERVAL);
  expect(said.filter(({ type }) => type === 'document.lost')).toHaveLength(1);
  expect(heard().getMap('m').toJSON()).toEqual({ later: 1 });
});

test('MPH-48 a change that did not go out is said again after a rest, also with nothing new, until it does', async () => {
  const { doc, said, hear, heard } = await opened();
  const text = doc.getText('t');
  const refuse = () => {
    const [update] = changesIn(said.splice(0));
    if (update !== undefined) hear({ type: 'document.back', name: 'notes', scope: 'instance', update });
    return update !== undefined;
  };
  text.insert(0, 'one, ');
  expect(refuse()).toBe(true);
  text.insert(text.length, 'two');
  await vi.advanceTimersByTimeAsync(3 * INTERVAL);
  expect(changesIn(said)).toEqual([]);
  await vi.advanceTimersByTimeAsync(3 * INTERVAL);
  expect(refuse()).toBe(true);
  await vi.advanceTimersByTimeAsync(20 * INTERVAL);
  expect(changesIn(said)).toHaveLength(1);
  expect(heard().getText('t').toJSON()).toBe('one, two');
});

test('MPH-48 what came back goes before the last word of a page, too', async () => {
  const { doc, said, hear, heard, navigation } = await opened();
  doc.getText('t').insert(0, 'kept');
  const [update] = changesIn(said.splice(0));
  if (update !== undefined) hear({ type: 'document.back', name: 'notes', scope: 'instance', update });
  navigation.dispatchEvent(new Event('navigate'));
  expect(heard().getText('t').toJSON()).toBe('kept');
});

test('MPH-48 changes that came back go in the order in which they were said', async () => {
  const { doc, said, hear } = await opened();
  doc.getText('t').insert(0, 'a long text, '.repeat(200_000));
  await vi.advanceTimersByTimeAsync(3 * INTERVAL);
  const before = changesIn(said.splice(0));
  expect(before.length).toBeGreaterThan(2);
  for (const update of before) hear({ type: 'document.back', name: 'notes', scope: 'instance', update });
  await vi.advanceTimersByTimeAsync(10 * INTERVAL);
  const heads = (updates: readonly Uint8Array[]) => updates.map((update) => update.slice(0, 40));
  expect(heads(changesIn(said))).toEqual(heads(before));
});
