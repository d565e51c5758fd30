import { describe, expect, it } from 'vitest';
import { CONTACT_KIND, PLACE_KIND, POLL_KIND } from '@domain/chat/bodies.ts';
import { NOTE_KINDS, encodeNote } from '@domain/chat/note.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { SearchShelf } from '@ports/searchShelf.ts';
import { IndexReader } from '@services/search/indexReader.ts';
import type { AccountId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { NOW, SearchScene, Speaker } from '../../../../support/web/searchScene.ts';
import { alice, bob, chat, idOf, otherChat } from '../../../../support/shared/storeFixtures.ts';
import { codeOf, value } from '../../../../support/shared/storeScene.ts';

const WEEK = 7 * 24 * 3_600_000;

describe('the index follows the store', () => {
  it('SRC-12 takes what is new, each thing once', async () => {
    const scene = await SearchScene.open();
    await scene.take(scene.bob.say('first pear'));
    value(await scene.index());
    await scene.take(scene.bob.say('second pear'), scene.bob.say('an apple'));
    value(await scene.index());
    value(await scene.index());
    expect(await scene.find('pear')).toEqual(['second pear', 'first pear']);
    const chains = value(await scene.shelf.chains());
    expect(chains).toMatchObject([{ floor: 0, seq: 2, author: bob }]);
  });

  it('SRC-12 takes history that comes below what was there', async () => {
    const scene = await SearchScene.open();
    const events = ['oldest pear', 'older pear', 'newest pear'].map((text) => scene.bob.say(text));
    value(await scene.store.admitBelow(events.slice(2)));
    value(await scene.index());
    expect(await scene.find('pear')).toEqual(['newest pear']);
    value(await scene.store.admitBelow(events.slice(0, 2)));
    value(await scene.index());
    expect(await scene.find('pear')).toEqual(['newest pear', 'older pear', 'oldest pear']);
  });

  it('SRC-12 goes on where it was cut off, and ends with the same', async () => {
    const scene = await SearchScene.open();
    const speakers = ['one', 'two', 'three'].map((name) => new Speaker(bob, chat, name));
    for (const speaker of speakers)
      await scene.take(...Array.from({ length: 400 }, (_, index) => speaker.say(`pear ${index}`, NOW + index * WEEK)));
    let changes = 0;
    const dying: SearchShelf = Object.assign(Object.create(scene.shelf) as SearchShelf, {
      change: (change: Parameters<SearchShelf['change']>[0]) => {
        changes += 1;
        return scene.shelf.change(change);
      },
    });
    // Gone in the midst of reading, of writing, and again: nothing of a pass is left but what it noted.
    for (let steps = 1; steps < 12; steps += 2) {
      let left = steps;
      const isOver = () => {
        left -= 1;
        return left < 0;
      };
      value(await scene.index(dying, isOver));
    }
    value(await scene.index(dying));
    expect(changes).toBeGreaterThan(0);
    const found = await scene.reader.find(
      [{ term: 'pear', isOpen: false, clause: 0 }],
      { kinds: new Set(['message']), spaces: null, authors: null, since: -Infinity, until: Infinity },
      { limit: 10, lookUp: 'words' },
    );
    expect(value(found).get('message')?.total).toBe(1200);
  });

  it('SRC-10 makes few parts of many, and finds the same in them', async () => {
    const scene = await SearchScene.open();
    const other = new Speaker(alice, otherChat);
    for (let round = 0; round < 30; round += 1) {
      await scene.take(scene.bob.say(`pear ${round} round${round}`), other.say(`plum ${round}`));
      value(await scene.index());
    }
    const parts = value(await scene.shelf.parts());
    expect(parts.length).toBeLessThan(8);
    expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(60);
    expect(await scene.find('pear')).toHaveLength(30);
    expect(await scene.find('round17')).toEqual(['pear 17 round17']);
    expect(await scene.find('plum')).toHaveLength(30);
  });

  it('SRC-10 says that a damaged part cannot be merged', async () => {
    const scene = await SearchScene.open();
    for (let round = 0; round < 7; round += 1) {
      await scene.take(scene.bob.say(`pear ${round}`));
      value(await scene.index());
    }
    const torn: SearchShelf = Object.assign(Object.create(scene.shelf) as SearchShelf, {
      pages: async (...asked: Parameters<SearchShelf['pages']>) => {
        const pages = await scene.shelf.pages(...asked);
        return pages.ok ? ok(pages.value.map((page) => page.slice(0, -1))) : pages;
      },
    });
    await scene.take(scene.bob.say('pear 7'));
    expect(codeOf(await scene.index(torn))).toBe('index-damaged');
  });
});

describe('what is found', () => {
  it('SRC-8 is what its own row says now', async () => {
    const scene = await SearchScene.open();
    const secret = scene.bob.say('the word is swordfish');
    await scene.take(secret, scene.bob.say('swordfish for dinner'));
    value(await scene.index());
    value(await scene.store.hideMessage(chat, secret.id));
    expect(await scene.find('swordfish')).toEqual(['swordfish for dinner']);
    value(await scene.store.restoreMessage(chat, secret.id));
    expect(await scene.find('swordfish')).toHaveLength(2);
    value(await scene.store.clearSpace(chat));
    expect(await scene.find('swordfish')).toEqual([]);
  });

  it('SRC-4 comes word for word first, then by beginnings, then with slips, newest first within each', async () => {
    const scene = await SearchScene.open();
    const said = ['harbour', 'harbours', 'habour', 'Harbour!', 'harbourmaster'];
    await scene.take(...said.map((text) => scene.bob.say(text)));
    value(await scene.index());
    expect(await scene.find('harbour')).toEqual(['Harbour!', 'harbour', 'harbourmaster', 'harbours', 'habour']);
  });

  it('SRC-9 is of whom, where and when it was asked for', async () => {
    const scene = await SearchScene.open();
    const carol = idOf<AccountId>('carol');
    const others = new Speaker(carol, otherChat);
    await scene.take(scene.bob.say('pear of bob', NOW), scene.bob.say('late pear', NOW + WEEK));
    await scene.take(others.say('pear of carol', NOW));
    value(await scene.index());
    expect(await scene.find('pear', { authors: new Set([carol]) })).toEqual(['pear of carol']);
    expect(await scene.find('pear', { spaces: new Set([chat]), until: NOW + 1 })).toEqual(['pear of bob']);
    expect(await scene.find('pear', { since: NOW + 1 })).toEqual(['late pear']);
    expect(await scene.find('', { authors: new Set([carol]) })).toEqual(['pear of carol']);
    expect(await scene.find('pear', { kinds: new Set(['file']) })).toEqual([]);
  });

  it('SRC-11 stands where its clock says, also where that is far ahead', async () => {
    const scene = await SearchScene.open();
    const event = scene.bob.say('pear from the future', NOW + 100 * WEEK);
    await scene.take({ ...event, sortAt: NOW });
    value(await scene.index());
    expect(await scene.find('pear')).toEqual(['pear from the future']);
  });

  it('SRC-10 is found by another connection, whoever merges meanwhile', async () => {
    const scene = await SearchScene.open();
    await scene.take(scene.bob.say('pear'));
    value(await scene.index());
    const shelf = scene.makeShelf();
    value(await shelf.open(alice, 'reader'));
    const reader = new IndexReader(shelf);
    const find = async () => {
      const filter = { kinds: new Set(['message'] as const), spaces: null, authors: null, since: 0, until: Infinity };
      const terms = [{ term: 'pear', isOpen: false, clause: 0 }];
      return value(await reader.find(terms, filter, { limit: 99, lookUp: 'words' })).get('message')?.total;
    };
    expect(await find()).toBe(1);
    for (let round = 2; round < 20; round += 1) {
      await scene.take(scene.bob.say('pear'));
      const [indexed] = await Promise.all([scene.index(), find()]);
      value(indexed);
      expect(await find()).toBe(round);
    }
  });
});

describe('the database of the index', () => {
  it('SRC-10 of another form is erased by who writes it, and left alone by who reads', async () => {
    const scene = await SearchScene.open();
    await scene.take(scene.bob.say('pear'));
    value(await scene.index());
    scene.shelf.close();
    await setForm(scene, 999);
    const reading = scene.makeShelf();
    expect(codeOf(await reading.open(alice, 'reader'))).toBe('store-newer');
    value(await scene.shelf.open(alice, 'writer'));
    expect(value(await scene.shelf.parts())).toEqual([]);
    value(await scene.index());
    expect(await scene.find('pear')).toEqual(['pear']);
  });
});

/** Makes the index look as if another version had written it. */
function setForm({ databases }: SearchScene, form: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = databases.open(`banyan-search-${alice}`);
    request.addEventListener('error', () => reject(new Error('did not open')));
    request.addEventListener('success', () => {
      const database = request.result;
      const transaction = database.transaction('facts', 'readwrite');
      transaction.objectStore('facts').put({ name: 'form', value: form });
      transaction.addEventListener('complete', () => {
        database.close();
        resolve();
      });
    });
  });
}

describe('what went', () => {
  /** How many things have a word, whatever their rows say. */
  async function having(scene: SearchScene, term: string): Promise<number> {
    const filter = { kinds: new Set(['message'] as const), spaces: null, authors: null, since: 0, until: Infinity };
    const how = { limit: 10, lookUp: 'words' as const };
    const found = value(await new IndexReader(scene.shelf).find([{ term, isOpen: false, clause: 0 }], filter, how));
    return found.get('message')?.total ?? 0;
  }

  it('SRC-14 leaves no word in the index, and what stays is found as before', async () => {
    const scene = await SearchScene.open();
    const secret = scene.bob.say('the word is swordfish');
    const other = new Speaker(alice, otherChat);
    await scene.take(secret, scene.bob.say('fish for dinner'), other.say('swordfish elsewhere'));
    value(await scene.index());
    value(await scene.store.hideMessage(chat, secret.id));
    expect(await having(scene, 'swordfish')).toBe(2);
    value(await scene.shelf.noteForgetting([chat]));
    value(await scene.index());
    expect(await having(scene, 'swordfish')).toBe(1);
    expect(await having(scene, 'word')).toBe(0);
    expect(await scene.find('dinner')).toEqual(['fish for dinner']);
    expect(await scene.find('swordfish')).toEqual(['swordfish elsewhere']);
    expect(value(await scene.shelf.forgetting())).toEqual([]);
  });

  it('SRC-14 leaves no part behind where all of it went', async () => {
    const scene = await SearchScene.open();
    await scene.take(...Array.from({ length: 1200 }, (_, index) => scene.bob.say(`pear ${index}`)));
    value(await scene.index());
    value(await scene.shelf.noteForgetting([chat]));
    value(await scene.index());
    expect(await having(scene, 'pear')).toBe(1200);
    value(await scene.store.clearSpace(chat));
    value(await scene.shelf.noteForgetting([chat]));
    value(await scene.index());
    expect(value(await scene.shelf.parts())).toEqual([]);
    await scene.take(scene.bob.say('a new pear'));
    value(await scene.index());
    expect(await scene.find('pear')).toEqual(['a new pear']);
  });

  it('SRC-7 an edit is found by its words and the message as it is, once; words it had before are found no more', async () => {
    const scene = await SearchScene.open();
    const first = scene.bob.say('pears and plums');
    const about = { id: first.id, at: first.content.at };
    const edit = (text: string) =>
      scene.bob.do(NOTE_KINDS.edit, encodeNote(about, { act: 'edit', text, mentions: [] }));
    await scene.take(first, edit('pears and quinces'));
    value(await scene.index());
    expect(await scene.find('quinces')).toEqual(['pears and quinces']);
    expect(await scene.find('pears')).toEqual(['pears and quinces']);
    expect(await scene.find('plums')).toEqual([]);
    await scene.take(edit('figs alone'));
    value(await scene.index());
    expect(await scene.find('figs')).toEqual(['figs alone']);
    expect(await scene.find('quinces')).toEqual([]);
    // What is forgotten of the chat leaves the words that stand.
    value(await scene.shelf.noteForgetting([chat]));
    value(await scene.index());
    expect(await having(scene, 'quinces')).toBe(0);
    expect(await scene.find('figs')).toEqual(['figs alone']);
  });

  it('SRC-14 what was taken back is forgotten, and so is what it was edited to', async () => {
    const scene = await SearchScene.open();
    const said = scene.bob.say('the word is swordfish');
    const about = { id: said.id, at: said.content.at };
    const edit = scene.bob.do(
      NOTE_KINDS.edit,
      encodeNote(about, { act: 'edit', text: 'the word is tunny', mentions: [] }),
    );
    await scene.take(said, edit, scene.bob.say('tunny for dinner'));
    value(await scene.index());
    await scene.take(scene.bob.do(NOTE_KINDS.recall, encodeNote(about, { act: 'recall' })));
    expect(await scene.find('tunny')).toEqual(['tunny for dinner']);
    value(await scene.index());
    expect([await having(scene, 'swordfish'), await having(scene, 'tunny')]).toEqual([0, 1]);
  });

  it.each([
    ['where its clock says', NOW],
    ['where it arrived, by a clock far ahead', Date.UTC(2100, 0, 1)],
  ])('SRC-14 what comes after who took it back was heard leaves no word, %s', async (_, at) => {
    const scene = await SearchScene.open();
    const phone = new Speaker(bob, chat, 'phone of bob');
    const said = scene.bob.say('the word is swordfish', at);
    const about = { id: said.id, at };
    const edit = scene.bob.do(
      NOTE_KINDS.edit,
      encodeNote(about, { act: 'edit', text: 'the word is tunny', mentions: [] }),
      at + 1,
    );
    await scene.take(phone.do(NOTE_KINDS.recall, encodeNote(about, { act: 'recall' })), phone.say('tunny for dinner'));
    value(await scene.index());
    await scene.take({ ...said, sortAt: Math.min(at, NOW + 5) });
    value(await scene.index());
    expect([await having(scene, 'swordfish'), await having(scene, 'tunny')]).toEqual([0, 1]);
    await scene.take({ ...edit, sortAt: Math.min(at, NOW + 5) + 1 });
    value(await scene.index());
    expect([await having(scene, 'swordfish'), await having(scene, 'tunny')]).toEqual([0, 1]);
    expect(await scene.find('dinner')).toEqual(['tunny for dinner']);
  });

  it('SRC-7 polls, cards and places are found by what they say', async () => {
    const scene = await SearchScene.open();
    const poll = { question: 'Which fruit?', options: ['mulberry', 'medlar'], several: false, closes: null };
    await scene.take(
      scene.bob.do(POLL_KIND, poll),
      scene.bob.do(CONTACT_KIND, { account: idBytes(alice), name: 'Zenobia', invite: null }),
      scene.bob.do(PLACE_KIND, { latitude: 1, longitude: 1, label: 'Palmyra' }),
    );
    value(await scene.index());
    expect(await scene.find('medlar')).toEqual(['Which fruit?\nmulberry\nmedlar']);
    expect([await scene.find('zenobia'), await scene.find('palmyra')]).toEqual([['Zenobia'], ['Palmyra']]);
  });
});
