import { describe, expect, it } from 'vitest';
import { importDevice } from '@domain/importing/ids.ts';
import type { ImportedChat } from '@domain/importing/records.ts';
import { ImportIntake, createImportedRows } from '@services/search/importedTalks.ts';
import { type EntrySink, takeTalks } from '@services/search/takeTalks.ts';
import { chainName } from '@services/search/chainPieces.ts';
import type { IndexedChain } from '@ports/searchShelf.ts';
import type { IndexEntry } from '@domain/search/entries.ts';
import type { SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { importedChatOf } from '../../../../support/shared/importedChat.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const space = idOf<SpaceId>('imported');

/** A chat of so many messages, in blobs that can be read. */
const chatOf = (count: number) =>
  importedChatOf({
    id: space,
    people: ['Ana'],
    messages: Array.from({ length: count }, (_, at) => ({ at, by: 0, text: `pear ${at}` })),
  });

/** An index that only notes what it is told. */
function noting(most = Number.POSITIVE_INFINITY) {
  const chains = new Map<string, IndexedChain>();
  const added: IndexEntry[] = [];
  const left: SpaceId[] = [];
  const sink: EntrySink = {
    chainAt: (place) => chains.get(chainName(place)) ?? { chain: 0, ...place, author: null, floor: 0, seq: -1 },
    add: async (entry) => {
      added.push(entry);
    },
    know: async (chain) => {
      chains.set(chainName(chain), chain);
      return ok();
    },
    leave: (gone) => left.push(gone),
    isOver: () => added.length >= most,
  };
  return { chains, added, left, sink };
}

const seqOf = (chains: ReadonlyMap<string, IndexedChain>) =>
  chains.get(chainName({ space, device: importDevice(space) }))?.seq;

describe('imported chats in the index', () => {
  it('SRC-19 takes each message once, and goes on where it was cut off', async () => {
    const { chat, pages } = chatOf(1200);
    const intake = new ImportIntake({ all: [chat], listen: () => () => undefined }, pages);
    const first = noting(700);
    expect(intake.count(first.chains)).toEqual({ total: 1200, missing: 1200 });
    await takeTalks(intake, first.chains, first.sink);
    expect(seqOf(first.chains)).toBe(999);
    expect(intake.count(first.chains)).toEqual({ total: 1200, missing: 200 });
    const second = noting();
    await takeTalks(intake, first.chains, { ...second.sink, chainAt: first.sink.chainAt, know: first.sink.know });
    expect([...first.added, ...second.added].map(({ seq }) => seq)).toEqual(
      Array.from({ length: 1200 }, (_, seq) => seq),
    );
    expect(intake.missing(first.chains)).toEqual([]);
  });

  it('SRC-19 what cannot be read now is taken up later', async () => {
    const { chat, pages, lose } = chatOf(700);
    lose(1);
    const intake = new ImportIntake({ all: [chat], listen: () => () => undefined }, pages);
    const { chains, sink, added } = noting();
    await takeTalks(intake, chains, sink);
    expect(added).toHaveLength(500);
    expect(intake.missing(chains)).toMatchObject([{ space, from: 500 }]);
  });

  it('SRC-19 the words of one that was deleted go; before it is known which there are, nothing goes', async () => {
    const { chat, pages } = chatOf(3);
    let all: readonly ImportedChat[] | null = [chat];
    const intake = new ImportIntake(
      {
        get all() {
          return all;
        },
        listen: () => () => undefined,
      },
      pages,
    );
    const { chains, sink, left } = noting();
    await takeTalks(intake, chains, sink);
    all = null;
    await takeTalks(intake, chains, sink);
    expect(left).toEqual([]);
    all = [];
    await takeTalks(intake, chains, sink);
    await takeTalks(intake, chains, sink);
    expect(left).toEqual([space]);
    expect(seqOf(chains)).toBe(-1);
  });

  it('SRC-19 a result is read by its place, and is none once the chat is gone', async () => {
    const { chat, pages } = chatOf(600);
    const rows = createImportedRows(pages, () => Promise.resolve([chat]));
    expect(await rows.find(space, 550)).toMatchObject({
      text: 'pear 550',
      at: 550,
      name: 'Ana',
      body: { kind: 'text' },
    });
    expect(await rows.find(space, 600)).toBeNull();
    expect(await createImportedRows(pages, () => Promise.resolve([])).find(space, 1)).toBeNull();
  });

  it('SRC-19 MKP-8 what is shown of one has no marks', async () => {
    const messages = [{ at: 0, by: 0, text: 'Seeds are in the **green shed**, _not_ here' }];
    const { chat, pages } = importedChatOf({ id: space, people: ['Ana'], messages });
    const rows = createImportedRows(pages, () => Promise.resolve([chat]));
    expect((await rows.find(space, 0))?.text).toBe('Seeds are in the green shed, not here');
  });
});
