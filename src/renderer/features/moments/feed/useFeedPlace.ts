import { useCallback, useState } from 'react';
import type { MomentShelf } from '@services/workspace/momentsWorkspace.ts';
import type { LogView } from '@ui/scroll/useLogScroll.ts';
import { type FeedRow, HEAD_KEY } from './feedRows.ts';

/** Where one was in each feed, for as long as the window is open. */
const places = new Map<string, string>();

export interface FeedPlace {
  /** The row at which the feed opens. */
  readonly openAt: string;
  readonly onView: (view: LogView) => void;
}

/** Comes back to where one was, unless something new stands at the top. */
export function useFeedPlace(shelf: MomentShelf, rows: readonly FeedRow[]): FeedPlace {
  const name = shelf.of === 'person' ? `person ${shelf.account}` : shelf.of;
  const [openAt] = useState(() => {
    const known = places.get(name);
    const isNew = rows.some((row) => row.kind === 'post' && !row.post.seen && !row.post.person.own);
    return known !== undefined && !isNew && rows.some(({ key }) => key === known) ? known : HEAD_KEY;
  });
  const onView = useCallback(
    ({ placeKey }: LogView) => {
      if (placeKey !== null) places.set(name, placeKey);
    },
    [name],
  );
  return { openAt, onView };
}
