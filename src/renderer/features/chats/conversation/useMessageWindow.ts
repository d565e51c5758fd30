import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { MessageWindow, MessageWindowState } from '@services/workspace/workspace.ts';
import type { Opened } from '@ui/hooks/useOpened.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';

/** The window of a conversation and what it shows. */
export type OpenWindow = Opened<MessageWindow, MessageWindowState>;

/** A window with what it shows now. */
export function useOpenWindow(opened: MessageWindow): OpenWindow {
  const state = useSnapshot(opened.state);
  return useMemo(() => ({ opened, state }), [opened, state]);
}

/** Whether its messages were read, or could not be. */
export function useIsRead({ state }: MessageWindow): boolean {
  const isRead = useCallback(() => state.get().status !== 'loading', [state]);
  return useSyncExternalStore(state.subscribe, isRead);
}
