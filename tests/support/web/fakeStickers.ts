import type { BlobId } from '@shared/ids.ts';
import { fail } from '@shared/result.ts';
import type { KeptSticker } from '@domain/sticker/kept.ts';
import type { StickerWorkspace } from '@services/workspace/stickerWorkspace.ts';
import type { FakeContactTools } from './fakeContacts.ts';
import { fakeEventId } from './fakeIds.ts';
import type { FakeStore } from './fakeStore.ts';

/** Stickers at hand, in memory. */
export function createFakeStickers(store: FakeStore, tools: FakeContactTools): StickerWorkspace {
  let count = 0;
  const put = (sticker: KeptSticker) =>
    tools.act(() =>
      store.change((state) => {
        state.stickers = [...state.stickers.filter(({ file }) => file.blob !== sticker.file.blob), sticker];
      }),
    );
  return {
    stickers: () => store.query(({ stickers }) => stickers),
    makeSticker: async ({ file: { size } }, words) => {
      count += 1;
      const blob = fakeEventId(`sticker ${count}`) as string as BlobId;
      const picture = { width: 512, height: 512, blur: '3OcRJYB4d3h_iIeHeEh3eIhw-j3A', thumbnail: null };
      const file = { blob, size, name: 'photo.webp', mime: 'image/webp', picture };
      const sticker = { file, ...words, addedAt: tools.now() + count };
      const made = await put(sticker);
      return made.ok ? { ok: true, value: sticker } : made;
    },
    bringSticker: ({ size }, { blob, ...words }) => {
      const picture = { width: 512, height: 512, blur: '', thumbnail: null };
      return put({
        file: { blob, size, name: 'sticker.webp', mime: 'image/webp', picture },
        ...words,
        addedAt: tools.now(),
      });
    },
    keepSticker: ({ file, emoji }, pack) => put({ file, emoji, pack, addedAt: tools.now() }),
    changeSticker: async (blob, words) => {
      const known = store.state.stickers.find(({ file }) => file.blob === blob);
      return known === undefined ? fail('file-missing', 'no such sticker') : put({ ...known, ...words });
    },
    removeSticker: (blob) =>
      tools.act(() =>
        store.change((state) => {
          state.stickers = state.stickers.filter(({ file }) => file.blob !== blob);
        }),
      ),
  };
}
