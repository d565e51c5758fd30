import { describe, expect, it } from 'vitest';
import { systemClock } from '@adapters/system/systemClock.ts';
import { RunningSearch } from '@services/search/finder.ts';
import type { SmallThing } from '@services/search/smallSources.ts';
import type { FindKind, FindQuestion } from '@services/workspace/discoverWorkspace.ts';
import type { AccountId } from '@shared/ids.ts';
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
  return { find, titles };
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
