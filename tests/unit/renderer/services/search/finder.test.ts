import { describe, expect, it } from 'vitest';
import { systemClock } from '@adapters/system/systemClock.ts';
import { RunningSearch } from '@services/search/finder.ts';
import type { SmallThing } from '@services/search/smallSources.ts';
import type { FindKind, FindQuestion } from '@services/workspace/discoverWorkspace.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { ImportedChat } from '@domain/importing/records.ts';
import type { ImportPages } from '@services/importing/importPages.ts';
import { ImportIntake, createImportedRows } from '@services/search/importedTalks.ts';
import { namedInTalks } from '@services/search/namedInTalks.ts';
import { importedChatOf } from '../../../../support/shared/importedChat.ts';
import { SearchScene, Speaker } from '../../../../support/web/searchScene.ts';
import { alice, bob, chat, idOf, otherChat } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const carol = idOf<AccountId>('carol');
const ANYTHING: FindQuestion = { text: '', kinds: [], from: null, within: null, since: null, until: null };

function person(account: AccountId, title: string, text = ''): SmallThing {
  return { id: account, space: null, event: null, title, text, at: null, author: account };
}

/** Two chats in which bob and carol spoke of pears, and people by name. */
async function speaking(count = 0) {
  const scene = await SearchScene.open();
  const others = new Speaker(carol, otherChat);
  const many = Array.from({ length: count }, (_, index) => scene.bob.say(`pear number ${index}`));
  await scene.take(...many, scene.bob.say('a pear from bob'), others.say('a pear from carol'));
  value(await scene.index());
  const people = [person(bob, 'Bob', 'Robert · gardeners'), person(carol, 'Cárol')];
  const parts = {
    reader: scene.reader,
    store: scene.store,
    documents: scene.documents,
    webEntries: scene.webEntries,
    shown: () => scene.shown(),
    clock: systemClock,
    sources: [{ kind: 'person' as const, all: async () => people }],
    names: async () => ({
      people: new Map([
        [alice, 'Alice'],
        [bob, 'Bob'],
        [carol, 'Cárol'],
      ]),
      chats: new Map([
        [chat, 'Bob'],
        [otherChat, 'Sailors'],
      ]),
    }),
  };
  const find = async (question: Partial<FindQuestion>) => {
    const search = new RunningSearch(parts, { ...ANYTHING, ...question });
    await expect.poll(() => search.state.get().status).toBe('done');
    return { search, groups: search.state.get().groups };
  };
  const titles = async (question: Partial<FindQuestion>, kind: FindKind) =>
    (await find(question)).groups.find((group) => group.kind === kind)?.found.map(({ title }) => title) ?? [];
  return { scene, parts, find, titles };
}

describe('a search', () => {
  it('SRC-9 finds in what somebody said, chosen or by name', async () => {
    const { titles } = await speaking();
    expect((await titles({ text: 'pear' }, 'message')).toSorted()).toEqual(['Bob', 'Sailors']);
    expect(await titles({ text: 'pear', from: bob }, 'message')).toEqual(['Bob']);
    expect(await titles({ text: 'pear from:carol' }, 'message')).toEqual(['Sailors']);
    expect(await titles({ text: 'pear in:sail' }, 'message')).toEqual(['Sailors']);
    expect(await titles({ text: 'pear from:nobody' }, 'message')).toEqual([]);
    expect(await titles({ text: 'pear', within: chat }, 'message')).toEqual(['Bob']);
  });

  it('SRC-7 looks through what there is little of as it is, with slips forgiven, best first', async () => {
    const { titles } = await speaking();
    expect(await titles({ text: 'bob' }, 'person')).toEqual(['Bob']);
    expect(await titles({ text: 'robert' }, 'person')).toEqual(['Bob']);
    expect(await titles({ text: 'gardenres' }, 'person')).toEqual(['Bob']);
    expect(await titles({ text: 'carol' }, 'person')).toEqual(['Cárol']);
  });

  it('SRC-9 of kinds that were chosen finds no other', async () => {
    const { find } = await speaking();
    const { groups } = await find({ text: 'bob', kinds: ['person'] });
    expect(groups.map(({ kind }) => kind)).toEqual(['person']);
  });

  it('SRC-3 of nothing finds nothing, and of a choice alone all that fits it', async () => {
    const { find, titles } = await speaking();
    expect((await find({})).groups).toEqual([]);
    expect((await find({ text: ' … ' })).groups).toEqual([]);
    expect(await titles({ from: carol }, 'message')).toEqual(['Sailors']);
  });

  it('SRC-4 shows few of each kind at first, and more when asked', async () => {
    const { find } = await speaking(30);
    const { search, groups } = await find({ text: 'number' });
    expect(groups).toMatchObject([{ kind: 'message', isMore: true }]);
    expect(groups[0]?.found).toHaveLength(5);
    search.showMore('message');
    await expect.poll(() => search.state.get().groups[0]?.found.length).toBe(25);
    search.showMore('message');
    await expect.poll(() => search.state.get().groups[0]?.isMore).toBe(false);
    expect(search.state.get().groups[0]?.found).toHaveLength(30);
  });

  it('SRC-4 that was closed tells nothing more', async () => {
    const { find } = await speaking(30);
    const { search } = await find({ text: 'number' });
    search.close();
    const before = search.state.get();
    search.showMore('message');
    await new Promise((resolve) => setImmediate(resolve));
    expect(search.state.get()).toBe(before);
  });
});

describe('a search among imported chats', () => {
  const [club, letters] = [idOf<SpaceId>('club'), idOf<SpaceId>('letters')];

  /** Beside what bob and carol said: a long chat of a club, in which Ana spoke first and not again, and one with Zoë. */
  async function imported() {
    const { scene, parts } = await speaking();
    const said = Array.from({ length: 1500 }, (_, at) => ({ at: at + 1, by: 1, text: `pear of the club ${at}` }));
    const talks = [
      importedChatOf({
        id: club,
        people: ['Ána Lindqvist', 'Bo'],
        messages: [{ at: 0, by: 0, text: 'the first pear' }, ...said],
      }),
      importedChatOf({
        id: letters,
        people: ['Zoë', 'Me'],
        me: 1,
        contact: bob,
        messages: [
          { at: 5, by: 0, text: 'a pear, and a quince' },
          { at: 6, by: 1, text: 'a pear of mine' },
        ],
      }),
    ];
    const chats = talks.map(({ chat: one }) => one);
    const pages: Pick<ImportPages, 'outline' | 'page' | 'message'> = {
      outline: (of) => pagesOf(of).outline(of),
      page: (of, place) => pagesOf(of).page(of, place),
      message: (of, place) => pagesOf(of).message(of, place),
    };
    const pagesOf = (of: Pick<ImportedChat, 'outline'>) => {
      const talk = talks.find(({ chat: one }) => one.outline.blob === of.outline.blob);
      if (talk === undefined) throw new Error('no such chat');
      return talk.pages;
    };
    scene.imports = new ImportIntake({ all: chats, listen: () => () => undefined }, pages);
    value(await scene.index());
    const ask = async (question: Partial<FindQuestion>) => {
      const search = new RunningSearch(
        {
          ...parts,
          imports: () => createImportedRows(pages, () => Promise.resolve(chats)),
          namedInTalks: (asked) => namedInTalks(pages, chats, asked),
          names: async () => ({
            ...(await parts.names()),
            chats: new Map([
              [club, 'The club'],
              [letters, 'Zoë'],
              [chat, 'Bob'],
            ]),
            earlier: new Map([[letters, chat]]),
          }),
        },
        { ...ANYTHING, ...question },
      );
      await expect.poll(() => search.state.get().status).toBe('done');
      const found = search.state.get().groups.find(({ kind }) => kind === 'message')?.found ?? [];
      return found.map(({ title, name, excerpt }) => `${title}, ${name}: ${excerpt}`);
    };
    return { ask };
  }

  it('SRC-19 finds in what somebody said there, by the name that the export gives them, however long ago', async () => {
    const { ask } = await imported();
    expect(await ask({ text: 'pear from:ana' })).toEqual(['The club, Ána Lindqvist: the first pear']);
    expect(await ask({ text: 'from:lindqvist' })).toEqual(['The club, Ána Lindqvist: the first pear']);
    expect(await ask({ text: 'from:zoe' })).toEqual(['Zoë, Zoë: a pear, and a quince']);
    expect(await ask({ text: 'quince from:ana' })).toEqual([]);
    expect(await ask({ text: 'pear from:nobody' })).toEqual([]);
  });

  it('SRC-19 by the chat and the time as well, and not where somebody of one’s own is asked for', async () => {
    const { ask } = await imported();
    expect(await ask({ text: 'quince in:zo' })).toEqual(['Zoë, Zoë: a pear, and a quince']);
    expect(await ask({ text: 'pear in:club', until: 0 })).toEqual(['The club, Ána Lindqvist: the first pear']);
    expect(await ask({ text: 'pear', from: carol })).toEqual([expect.stringContaining('a pear from carol')]);
  });

  it('SRC-19 IMP-16 with what stands before the chat of a contact, and by them what they said there', async () => {
    const { ask } = await imported();
    expect((await ask({ text: 'pear', within: chat })).toSorted()).toEqual([
      'Bob, undefined: a pear from bob',
      'Zoë, Me: a pear of mine',
      'Zoë, Zoë: a pear, and a quince',
    ]);
    expect((await ask({ text: 'pear', from: bob })).toSorted()).toEqual([
      'Bob, undefined: a pear from bob',
      'Zoë, Zoë: a pear, and a quince',
    ]);
  });
});
