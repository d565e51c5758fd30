import { ok } from '@shared/result.ts';
import type { SearchShelf } from '@ports/searchShelf.ts';

const nothing = () => Promise.resolve(ok());
const none = () => Promise.resolve(ok([]));

/** An index with nothing in it, where none is kept. */
export const emptyShelf: SearchShelf = {
  open: () => Promise.resolve(ok('whole')),
  close: () => undefined,
  erase: nothing,
  parts: none,
  pages: none,
  entries: () => Promise.resolve(ok(null)),
  chains: none,
  pending: none,
  forgetting: none,
  noteForgetting: nothing,
  change: nothing,
  tellProgress: nothing,
  noteMended: nothing,
  watchProgress: () => ({
    subscribe: (listener) => {
      listener({ status: 'ready', value: { state: 'ready', done: 0, total: 0 } });
      return () => undefined;
    },
  }),
};
