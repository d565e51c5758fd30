import { createContext, use, useCallback, useSyncExternalStore } from 'react';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { Message } from '@services/workspace/messageViews.ts';

/** What can be done with messages of the open talk, one or many at once. */
export interface Deeds {
  /** Asks where they are to be said again. */
  readonly forward: (messages: readonly Message[]) => void;
  readonly copy: (messages: readonly Message[]) => void;
  readonly setFavourite: (messages: readonly Message[], isFavourite: boolean) => void;
  /** Asks everybody to remove them, unless it is taken back in time. */
  readonly recall: (messages: readonly Message[]) => void;
  /** Takes them off this device, with a way back. */
  readonly remove: (messages: readonly Message[]) => void;
  /** Ids of those that are about to be recalled. */
  readonly leaving: Snapshot<ReadonlySet<string>>;
}

const nothing = () => undefined;

/** See {@link Deeds}. */
export const DeedsContext = createContext<Deeds>({
  forward: nothing,
  copy: nothing,
  setFavourite: nothing,
  recall: nothing,
  remove: nothing,
  leaving: writableSnapshot<ReadonlySet<string>>(new Set()),
});

/** See {@link Deeds}. */
export function useDeeds(): Deeds {
  return use(DeedsContext);
}

/** Whether a message is about to be recalled. */
export function useIsLeaving(id: string): boolean {
  const { leaving } = use(DeedsContext);
  return useSyncExternalStore(
    leaving.subscribe,
    useCallback(() => leaving.get().has(id), [leaving, id]),
  );
}
