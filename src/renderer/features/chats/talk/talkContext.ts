import { createContext, use, useCallback, useSyncExternalStore } from 'react';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { TalkDesk, type Writing } from './talkDesk.ts';

/** The desk of the open talk. */
export const TalkContext = createContext(new TalkDesk());

/** See {@link TalkDesk}. */
export function useTalk(): TalkDesk {
  return use(TalkContext);
}

/** What the composer is for now. */
export function useWriting(): Writing {
  return useSnapshot(use(TalkContext).writing);
}

/** Whether the pointer is over a row. */
export function useIsHovered(key: string): boolean {
  const { hovered } = use(TalkContext);
  return useSyncExternalStore(
    hovered.subscribe,
    useCallback(() => hovered.get() === key, [hovered, key]),
  );
}

/** Whether messages are being chosen, and a message is among them. */
export function useSelected(id: string): 'off' | 'out' | 'in' {
  const { selected } = use(TalkContext);
  return useSyncExternalStore(
    selected.subscribe,
    useCallback(() => {
      const chosen = selected.get();
      if (chosen === null) return 'off';
      return chosen.has(id) ? 'in' : 'out';
    }, [selected, id]),
  );
}
