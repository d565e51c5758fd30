import { beforeEach, describe, expect, it } from 'vitest';
import { ok } from '@shared/result.ts';
import type { SpaceId } from '@shared/ids.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { emptyRule } from '@domain/preference/folders.ts';
import { PreferenceKeep } from '@domain/preference/kept.ts';
import { FOREVER, MAX_PINNED, defaultPreferences } from '@domain/preference/preferences.ts';
import { FeedKeeper } from '@services/feed/feedKeeper.ts';
import { PreferenceBook } from '@services/preference/preferenceBook.ts';
import { readPreferenceView, PREFERENCES_NAME } from '@services/preference/preferenceView.ts';
import { alice, idOf } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const [one, other] = [idOf<SpaceId>('one'), idOf<SpaceId>('other')];
let store: MemoryDocumentStore;
let clock: FakeClock;
let book: PreferenceBook;

const open = async (): Promise<PreferenceBook> => {
  const keeper = new FeedKeeper({ store, clock, journal: { append: () => Promise.resolve(ok()) } });
  const made = new PreferenceBook({ store, clock, keeper });
  value(await made.load());
  return made;
};
const published = async () => readPreferenceView(value(await store.values.get(PREFERENCES_NAME)));

beforeEach(async () => {
  store = new MemoryDocumentStore();
  value(await store.open(alice));
  clock = new FakeClock();
  book = await open();
});

describe('PreferenceBook', () => {
  it('PRE-4 what was chosen is published, and again at the next start where that was lost', async () => {
    value(await book.choose(one, { archived: true }));
    expect((await published()).chats).toEqual({ [one]: { ...defaultPreferences, archived: true } });
    value(await store.values.remove(PREFERENCES_NAME));
    const again = await open();
    expect(again.of(one).archived).toBe(true);
    expect((await published()).chats).toEqual({ [one]: { ...defaultPreferences, archived: true } });
  });

  it('PRE-3 a record that does not fit is nothing, and hinders no other', async () => {
    value(await book.choose(other, { archived: true }));
    const broken = { id: one, bytes: Uint8Array.of(9), at: 1 };
    value(await store.feed.keeps.put([{ kind: PreferenceKeep.chat, ...broken }]));
    value(await store.feed.keeps.put([{ kind: PreferenceKeep.folder, ...broken }]));
    const again = await open();
    expect([again.of(one), again.of(other).archived, again.shownFolders]).toEqual([defaultPreferences, true, []]);
  });

  it('PRE-5 no more chats are pinned than there may be', async () => {
    const many = Array.from({ length: MAX_PINNED + 5 }, (_, n) => idOf<SpaceId>(`chat ${n}`));
    value(await book.pin(many));
    const pinned = Object.values((await published()).chats).filter((chat) => chat.pinned !== null);
    expect(pinned).toHaveLength(MAX_PINNED);
    expect([book.of(many[0] ?? one).pinned, book.of(many.at(-1) ?? one).pinned]).toEqual([0, null]);
  });

  it('PRE-6 each muted chat is let go when its own time is over, however far that is', async () => {
    const day = 24 * 3_600_000;
    value(await book.choose(one, { mutedUntil: clock.now() + 1000 }));
    value(await book.choose(other, { mutedUntil: clock.now() + 30 * day }));
    await clock.advance(999);
    expect(book.of(one).mutedUntil).not.toBe(0);
    await clock.advance(2);
    expect([book.of(one).mutedUntil, book.of(other).mutedUntil > 0]).toEqual([0, true]);
    await clock.advance(30 * day);
    expect(book.of(other).mutedUntil).toBe(0);
    value(await book.choose(one, { mutedUntil: FOREVER }));
    await clock.advance(365 * day);
    expect(book.of(one).mutedUntil).toBe(FOREVER);
  });

  it('PRE-8 a folder that was taken away stays as that, and does not come back', async () => {
    const folder = { id: 'folder-1', name: 'Clubs', rule: emptyRule, chosen: [], place: 0 };
    value(await book.changeFolders(() => [folder]));
    value(await book.changeFolders(() => []));
    const rows = value(await store.feed.keeps.all(PreferenceKeep.folder));
    expect(rows.map(({ id }) => id)).toEqual(['folder-1']);
    expect((await open()).shownFolders).toEqual([]);
    expect(await book.changeFolders(() => [{ ...folder, id: 'x' }])).toMatchObject({ ok: false });
  });

  it('PRE-2 a store that takes nothing leaves everything as it was', async () => {
    value(await book.choose(one, { archived: true }));
    store.close();
    expect(await book.choose(one, { archived: false })).toMatchObject({ ok: false });
    expect(book.of(one).archived).toBe(true);
  });
});
