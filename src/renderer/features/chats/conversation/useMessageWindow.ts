import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { MessageWindow, MessageWindowState } from '@services/workspace/workspace.ts';
import { type Openable, type Opened, useOpened } from '@ui/hooks/useOpened.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';

/** The window of a conversation and what it shows. */
export type OpenWindow = Opened<MessageWindow, MessageWindowState>;

/** Opens the messages of a conversation for as long as the component is there; null until they are open. What they show is for {@link useOpenWindow}. */
export function useMessageWindow(space: SpaceId): MessageWindow | null {
  const workspace = useWorkspace();
  return useOpened(useCallback(() => held(workspace.openMessages(space)), [workspace, space]))?.state ?? null;
}

/** A window as what does not change. */
function held(window: MessageWindow): Openable<MessageWindow> {
  return { state: { get: () => window, subscribe: () => () => undefined }, dispose: () => window.dispose() };
}

/** A window with what it shows now. */
export function useOpenWindow(opened: MessageWindow): OpenWindow {
  const state = useSnapshot(opened.state);
  return useMemo(() => ({ opened, state }), [opened, state]);
}

/** Whether its messages were read, or could not be. Once they were, also while they are opened anew, as when another tab's engine is taken over. */
export function useIsRead(opened: MessageWindow | null): boolean {
  const subscribe = useCallback((listener: () => void) => opened?.state.subscribe(listener) ?? nothing, [opened]);
  const isReady = useSyncExternalStore(subscribe, () => opened !== null && opened.state.get().status !== 'loading');
  const [wasReady, setReady] = useState(isReady);
  if (isReady && !wasReady) setReady(true);
  return isReady || wasReady;
}

const nothing = () => undefined;
