import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { FILE_KIND } from '@domain/chat/project.ts';
import { NOTE_KINDS, encodeNote } from '@domain/chat/note.ts';
import type { IndexProgress } from '@ports/searchShelf.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { RunningTalkSearch } from '@services/search/talkSearch.ts';
import type { TalkFound, TalkQuestion } from '@services/workspace/discoverWorkspace.ts';
import { snapshotQuery } from '@services/workspace/liveQueries.ts';
import type { AccountId } from '@shared/ids.ts';
import { NOW, SearchScene, Speaker } from '../../../../support/web/searchScene.ts';
import { alice, bob, chat, idOf, otherChat } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const DAY = 24 * 3_600_000;
const READY: IndexProgress = { state: 'ready', done: 0, total: 0 };

/** A search through the chat with Bob. */
function look(scene: SearchScene, asked: Partial<TalkQuestion> = {}) {
  const { reader, store, documents, webEntries } = scene;
  const clock = new FakeClock({ start: NOW + 100 * DAY });
  const progress = writableSnapshot(READY);
  const names = { people: new Map([[bob, 'Bob']]), chats: new Map([[chat, 'Bob']]) };
  const question = { text: '', space: chat, from: null, sort: null, since: null, until: null, ...asked };
  const parts = { reader, store, documents, webEntries, clock };
  const search = new RunningTalkSearch(
    { ...parts, names: async () => names, progress: () => snapshotQuery(progress) },
    question,
  );
  const until = async (isSo: (found: TalkFound) => boolean) => {
    await expect
      .poll(async () => {
        await clock.advance(300);
        return isSo(search.state.get());
      })
      .toBe(true);
    return search.state.get();
  };
  const done = () => until(({ status }) => status === 'done');
  return { search, clock, progress, until, done };
}

/** What is found, as its excerpts. */
async function find(scene: SearchScene, asked: Partial<TalkQuestion> | string): Promise<readonly string[]> {
  const { search, done } = look(scene, typeof asked === 'string' ? { text: asked } : asked);
  const { found } = await done();
  search.close();
  return found.map(({ excerpt }) => excerpt);
}

/** Enough to say after something that it is not among the newest: that is found by the index alone. */
async function bury(scene: SearchScene): Promise<void> {
  await scene.take(...Array.from({ length: 210 }, (_, index) => scene.bob.say(`filler ${index}`)));
}

describe('looking in one conversation', () => {
  it('SRC-16 finds what was said in it, the newest first, also what is not in the index yet', async () => {
    const scene = await SearchScene.open();
    const other = new Speaker(bob, otherChat);
    await scene.take(scene.bob.say('an old pear'), other.say('a pear elsewhere'));
    await bury(scene);
    value(await scene.index());
    await scene.take(scene.bob.say('a new pear'));
    expect(await find(scene, 'pear')).toEqual(['a new pear', 'an old pear']);
    expect(await find(scene, 'pear old')).toEqual(['an old pear']);
    expect(await find(scene, '')).toEqual([]);
  });

  it.each([
    ['Chinese', '明天我们去北京大学图书馆看书', '图书馆'],
    ['Japanese', '来週、東京タワーでコーヒーを飲みましょう', 'こーひー'],
    ['Thai', 'พรุ่งนี้เราจะไปกินข้าวที่ตลาดน้ำ', 'ตลาด'],
    ['Arabic', 'ذَهَبْتُ إلى المكتبةِ مع أحمد', 'المكتبه'],
    ['Hindi', 'मुझे हिन्दी फ़िल्में पसंद हैं', 'हिन्दी'],
    ['Punjabi', 'ਸਤ ਸ੍ਰੀ ਅਕਾਲ, ਮੈਂ ਪੰਜਾਬੀ ਹਾਂ', 'ਪੰਜਾਬੀ'],
    ['Bengali', 'আমি বাংলায় গান গাই', 'গান'],
    ['Spanish', 'El niño soñó con la montaña', 'montana'],
    ['French', 'L’été dernier, des crêpes à Nîmes', 'ete crepes'],
    ['English', 'The quick brown foxes', 'brwn'],
    ['German', 'Die Straße nach München', 'strasse munchen'],
    ['a link', 'see https://harbour.example/ferries?at=7', 'harbour.example'],
  ])('SRC-16 finds %s, old as new', async (_, said, typed) => {
    const scene = await SearchScene.open();
    await scene.take(scene.bob.say(said));
    expect(await find(scene, typed)).toEqual([said]);
    await bury(scene);
    expect(await find(scene, typed)).toEqual([]);
    value(await scene.index());
    expect(await find(scene, typed)).toEqual([said]);
  });

  it('SRC-5 shows the words as they are drawn, without marks, and finds a phrase across them', async () => {
    const scene = await SearchScene.open();
    await scene.take(scene.bob.say('No **ferry** on _Sundays_, 2 * 3'));
    value(await scene.index());
    expect(await find(scene, '"ferry on sundays"')).toEqual(['No ferry on Sundays, 2 * 3']);
    expect(await scene.find('ferry')).toEqual(['No ferry on Sundays, 2 * 3']);
  });

  it('SRC-16 forgives slips only where nobody said it so', async () => {
    const scene = await SearchScene.open();
    await scene.take(scene.bob.say('harbour'), scene.bob.say('habour'));
    const { search, done } = look(scene, { text: 'harbour' });
    expect(await done()).toMatchObject({ found: [{ excerpt: 'harbour' }], isForgiving: false });
    search.close();
    const other = look(scene, { text: 'harbuor' });
    expect(await other.done()).toMatchObject({ found: [{ excerpt: 'harbour' }], isForgiving: true });
    other.search.close();
  });

  it('SRC-16 shows no more than can be gone through, and says that there are more', async () => {
    const scene = await SearchScene.open();
    await scene.take(...Array.from({ length: 620 }, (_, index) => scene.bob.say(`pear ${index}`)));
    value(await scene.index());
    const { search, done } = look(scene, { text: 'pear' });
    const { found, isMore } = await done();
    expect([found.length, isMore, found[0]?.excerpt]).toEqual([500, true, 'pear 619']);
    search.close();
  });

  it('SRC-17 is of whom, of which sort and of when it was asked for, with words and without', async () => {
    const scene = await SearchScene.open();
    const own = new Speaker(alice, chat);
    await scene.take(scene.bob.say('pear at www.pears.example', NOW), own.say('pear of alice', NOW + 3 * DAY));
    await scene.take(scene.bob.do(FILE_KIND, fileBody('pears.pdf', 'application/pdf'), NOW + 5 * DAY));
    await scene.take(scene.bob.do(FILE_KIND, fileBody('song.ogg', 'audio/ogg'), NOW + 6 * DAY));
    value(await scene.index());
    expect(await find(scene, 'pear')).toHaveLength(3);
    expect(await find(scene, { from: alice })).toEqual(['pear of alice']);
    expect(await find(scene, { from: idOf<AccountId>('nobody') })).toEqual([]);
    expect(await find(scene, 'pear from:bob')).toHaveLength(2);
    expect(await find(scene, { sort: 'link' })).toEqual(['pear at www.pears.example']);
    expect(await find(scene, { sort: 'file' })).toEqual(['pears.pdf']);
    expect(await find(scene, { sort: 'voice' })).toEqual(['song.ogg']);
    expect(await find(scene, { text: 'pear', sort: 'words' })).toEqual(['pear of alice', 'pear at www.pears.example']);
    expect(await find(scene, { sort: 'media' })).toEqual([]);
    expect(await find(scene, { since: NOW + DAY, until: NOW + 4 * DAY })).toEqual(['pear of alice']);
  });
});

describe('what happens while one looks', () => {
  it('SRC-16 what comes is found, and what is in the index by now', async () => {
    const scene = await SearchScene.open();
    await scene.take(scene.bob.say('an old pear'));
    await bury(scene);
    const { search, done, until, progress } = look(scene, { text: 'pear' });
    progress.set({ ...READY, state: 'building' });
    expect((await done()).found).toEqual([]);
    await scene.take(scene.bob.say('a new pear'));
    await until(({ found }) => found.length === 1);
    value(await scene.index());
    progress.set(READY);
    const { found } = await until(({ found: now }) => now.length === 2);
    expect(found.map(({ excerpt }) => excerpt)).toEqual(['a new pear', 'an old pear']);
    search.close();
  });

  it('SRC-16 what is edited, taken back or gone is found no more, however old it is', async () => {
    const scene = await SearchScene.open();
    const [edited, recalled, hidden] = ['pear one', 'pear two', 'pear three'].map((text) => scene.bob.say(text));
    if (edited === undefined || recalled === undefined || hidden === undefined) throw new Error('three were said');
    await scene.take(edited, recalled, hidden);
    await bury(scene);
    value(await scene.index());
    const { search, done, until } = look(scene, { text: 'pear' });
    expect((await done()).found).toHaveLength(3);
    const about = (event: typeof edited) => ({ id: event.id, at: event.content.at });
    const edit = encodeNote(about(edited), { act: 'edit', text: 'apple', mentions: [] });
    await scene.take(scene.bob.do(NOTE_KINDS.edit, edit));
    await until(({ found }) => found.length === 2);
    await scene.take(scene.bob.do(NOTE_KINDS.recall, encodeNote(about(recalled), { act: 'recall' })));
    value(await scene.store.notes.recall(chat, recalled.id, bob));
    search.renew();
    await until(({ found }) => found.length === 1);
    value(await scene.store.notes.drop([{ space: chat, message: hidden.id }]));
    search.renew();
    await until(({ found }) => found.length === 0);
    search.close();
  });

  it('SRC-16 what is among the newest and ends is found until then', async () => {
    const scene = await SearchScene.open();
    const said = scene.bob.say('a pear that ends');
    await scene.take(said);
    const { search, done, until } = look(scene, { text: 'pear' });
    expect((await done()).found).toHaveLength(1);
    value(await scene.store.notes.drop([{ space: chat, message: said.id }]));
    await until(({ found }) => found.length === 0);
    search.close();
  });
});

/** The wire form of a file message. */
function fileBody(name: string, mime: string): unknown {
  return { file: { blob: new Uint8Array(32).fill(7), size: 10, mime, name, picture: null }, caption: '' };
}
