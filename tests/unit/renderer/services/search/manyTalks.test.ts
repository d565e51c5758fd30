import { expect, it } from 'vitest';
import { systemClock } from '@adapters/system/systemClock.ts';
import { ImportPages, OF_MANY_CHATS } from '@services/importing/importPages.ts';
import { RunningSearch } from '@services/search/finder.ts';
import { ImportIntake, createImportedRows } from '@services/search/importedTalks.ts';
import { namedInTalks } from '@services/search/namedInTalks.ts';
import type { BlobId, SpaceId } from '@shared/ids.ts';
import { importedChatOf } from '../../../../support/shared/importedChat.ts';
import { SearchScene } from '../../../../support/web/searchScene.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

/** So many chats with Ana, whose messages come mixed by time; Ana herself spoke once, first of all. */
async function mixed(count: number, messages: number) {
  const talks = Array.from({ length: count }, (_, chat) =>
    importedChatOf({
      id: idOf<SpaceId>(`talk ${chat}`),
      people: ['Ana', 'Bo'],
      messages: Array.from({ length: messages }, (_one, at) => ({
        at: at * count + chat,
        by: chat === 0 && at === 0 ? 0 : 1,
        text: `pear ${at} of ${chat}`,
      })),
    }),
  );
  const chats = talks.map(({ chat }) => chat);
  const places = new Map(talks.flatMap((talk) => [...talk.held.keys()].map((blob) => [blob, talk.blobs] as const)));
  const reads: BlobId[] = [];
  const blobs: ConstructorParameters<typeof ImportPages>[0] = {
    read: (blob, ...range) => {
      reads.push(blob);
      const held = places.get(blob);
      if (held === undefined) throw new Error('no such blob');
      return held.read(blob, ...range);
    },
  };
  const scene = await SearchScene.open();
  scene.imports = new ImportIntake({ all: chats, listen: () => () => undefined }, new ImportPages(blobs));
  value(await scene.index());
  reads.length = 0;
  const pages = new ImportPages(blobs, OF_MANY_CHATS);
  const search = new RunningSearch(
    {
      ...{ reader: scene.reader, store: scene.store, documents: scene.documents, webEntries: scene.webEntries },
      ...{ shown: () => scene.shown(), clock: systemClock, sources: [] },
      names: async () => ({ people: new Map(), chats: new Map() }),
      imports: () => createImportedRows(pages, () => Promise.resolve(chats)),
      namedInTalks: (asked) => namedInTalks(pages, chats, asked),
    },
    { text: 'from:ana', kinds: [], from: null, within: null, since: null, until: null },
  );
  await expect.poll(() => search.state.get().status).toBe('done');
  const found = search.state.get().groups.find(({ kind }) => kind === 'message')?.found ?? [];
  return { found: found.map(({ excerpt }) => excerpt), reads };
}

it('SRC-19 looking through many chats for what somebody said reads each outline and each page once', async () => {
  const { found, reads } = await mixed(30, 60);
  expect(found).toEqual(['pear 0 of 0']);
  expect(reads).toHaveLength(2 * 30);
  expect(new Set(reads).size).toBe(reads.length);
});

it('SRC-19 where there are more chats than are kept read, each page is read once a step, not once a message', async () => {
  const { found, reads } = await mixed(80, 30);
  expect(found).toEqual(['pear 0 of 0']);
  // Two steps for the newest, five for all; whose names are asked for once.
  expect(reads.length).toBeLessThanOrEqual(7 * 2 * 80 + 80);
});
