import { readFileSync } from 'node:fs';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import type { EventPlace } from '@ports/documentStore.ts';
import { makeFrozen, readFrozen } from '../../../../support/web/frozenDatabase.ts';
import { Chain, alice, bob, chat, otherChat } from '../../../../support/shared/storeFixtures.ts';
import { page, scanned, value } from '../../../../support/shared/storeScene.ts';

/** What version 9 kept of somebody who had version 10: words, a poll, a sign and an edit, and a kind nobody knows yet. */
const frozen = readFrozen(readFileSync(new URL('../../../../fixtures/newer/version9.json', import.meta.url), 'utf8'));

let store: DexieDocumentStore;

beforeEach(async () => {
  const indexedDB = new IDBFactory();
  await makeFrozen(indexedDB, frozen);
  store = new DexieDocumentStore({ indexedDB, IDBKeyRange, self: alice });
  value(await store.open(alice));
});
afterEach(() => store.close());

/** Reads all anew, so many events a step. */
async function readAll(limit: number): Promise<number> {
  let steps = 0;
  let after: EventPlace | null = null;
  do {
    after = value(await store.readAnew(after, limit));
    steps += 1;
  } while (after !== null);
  return steps;
}

const kinds = async () => (await page(store)).messages.map(({ body }) => body.kind);

describe('STO-66 what a newer version said and this one understands', () => {
  it.each([1, 2, 200])(
    'STO-66 is read anew, %i events a step: messages, notes, unread and the newest of the chat',
    async (limit) => {
      expect(await kinds()).toEqual(['text', 'unsupported', 'unsupported', 'unsupported', 'unsupported']);
      const before = await scanned(store, 1000);
      await readAll(limit);
      expect(await kinds()).toEqual(['text', 'poll', 'unsupported']);
      const [first, poll] = (await page(store)).messages;
      expect(first).toMatchObject({ body: { text: 'Shall we meet today?' }, edited: { original: 'Shall we meet?' } });
      expect(poll?.body).toMatchObject({ poll: { question: 'When?', options: ['Nine', 'Ten'] } });
      const notes = value(await store.notes.within(chat, { from: { at: 0, id: '' }, to: null }));
      expect(notes.map(({ said }) => said.act).toSorted()).toEqual(['edit', 'react']);
      // Three messages of hers are left to be read, the last of them is still nobody knows what, and what one was writing stays.
      expect(value(await store.conversations.get(chat))).toMatchObject({
        ...{ unread: 3, activeAt: 400, draft: 'a thought' },
        last: { body: { kind: 'unsupported' }, at: 400 },
      });
      expect(await scanned(store, 1000)).toEqual(before);
    },
  );

  it('STO-66 read twice it is as read once, and what comes after it goes on from there', async () => {
    await readAll(200);
    const once = [await page(store), value(await store.conversations.get(chat))];
    await readAll(3);
    expect([await page(store), value(await store.conversations.get(chat))]).toEqual(once);
    value(await store.admit([new Chain(bob, 'laptop', chat).next({ at: 600, text: 'And now?' })], 'relaxed'));
    expect(value(await store.conversations.get(chat))).toMatchObject({ unread: 4, last: { at: 600 } });
  });

  it('STO-66 what was deleted here stays deleted, and what was cleared stays cleared', async () => {
    const poll = (await page(store)).messages[1];
    if (poll === undefined) throw new Error('no poll');
    value(await store.hideMessage(chat, poll.id));
    await readAll(200);
    expect(await kinds()).toEqual(['text', 'unsupported']);
    value(await store.clearSpace(chat));
    value(await store.admit([new Chain(alice, 'desk', otherChat).next({ at: 1, text: 'elsewhere' })], 'strict'));
    await readAll(200);
    expect(await kinds()).toEqual([]);
    expect(value(await store.conversations.get(chat))).toBeNull();
  });
});
