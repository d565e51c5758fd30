import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { importedMessageId, importedPersonId } from '@domain/importing/ids.ts';
import type { IndexProgress } from '@ports/searchShelf.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { ImportIntake, createImportedRows } from '@services/search/importedTalks.ts';
import { RunningTalkSearch } from '@services/search/talkSearch.ts';
import type { TalkQuestion } from '@services/workspace/discoverWorkspace.ts';
import { snapshotQuery } from '@services/workspace/liveQueries.ts';
import type { SpaceId } from '@shared/ids.ts';
import { importedChatOf } from '../../../../support/shared/importedChat.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';
import { SearchScene } from '../../../../support/web/searchScene.ts';

const club = idOf<SpaceId>('club');
const READY: IndexProgress = { state: 'ready', done: 0, total: 0 };

/** A chat from elsewhere of a thousand messages, beside one of people one knows where the same is said. */
async function scene() {
  const opened = await SearchScene.open();
  await opened.take(opened.bob.say('a pear from bob'));
  const filler = Array.from({ length: 997 }, (_, at) => ({ at: at + 2, by: 1, text: `filler ${at}` }));
  const { chat, pages } = importedChatOf({
    id: club,
    people: ['Ana', 'Bo'],
    messages: [
      { at: 0, by: 0, text: 'the first pear' },
      { at: 1, by: null, text: 'Ana bought a pear tree' },
      ...filler,
      { at: 2000, by: 1, text: 'صباح الخَير، والكمثرى' },
    ],
  });
  opened.imports = new ImportIntake({ all: [chat], listen: () => () => undefined }, pages);
  value(await opened.index());
  const { reader, store, documents, webEntries } = opened;
  const imports = createImportedRows(pages, () => Promise.resolve([chat]));
  return async (asked: Partial<TalkQuestion>) => {
    const clock = new FakeClock();
    const parts = { reader, store, documents, webEntries, clock, imports };
    const names = () => Promise.resolve({ people: new Map(), chats: new Map([[club, 'The club']]) });
    const question = { text: '', space: club, from: null, sort: null, since: null, until: null, ...asked };
    const progress = () => snapshotQuery(writableSnapshot(READY));
    const search = new RunningTalkSearch({ ...parts, names, progress }, question);
    await expect.poll(() => search.state.get().status).toBe('done');
    search.close();
    return search.state.get().found;
  };
}

describe('looking in a chat from elsewhere', () => {
  it('SRC-16 SRC-19 finds what was said there and nowhere else, the newest first, however long ago', async () => {
    const find = await scene();
    const found = await find({ text: 'pear' });
    expect(found.map(({ excerpt }) => excerpt)).toEqual(['Ana bought a pear tree', 'the first pear']);
    expect(found.map(({ event }) => event)).toEqual([importedMessageId(club, 1), importedMessageId(club, 0)]);
    expect(found.map(({ author }) => author)).toEqual([importedPersonId(club, null), importedPersonId(club, 0)]);
  });

  it('SRC-16 SRC-19 folds Arabic as elsewhere, forgives a slip, and goes by person and time', async () => {
    const find = await scene();
    expect((await find({ text: 'الخير' })).map(({ at }) => at)).toEqual([2000]);
    expect((await find({ text: 'filer 996' })).map(({ excerpt }) => excerpt)).toEqual(['filler 996']);
    expect((await find({ text: 'pear', from: importedPersonId(club, 0) })).map(({ at }) => at)).toEqual([0]);
    expect((await find({ from: importedPersonId(club, 1), since: 1500 })).map(({ at }) => at)).toEqual([2000]);
    expect(await find({ text: 'xylophone' })).toEqual([]);
  });
});
