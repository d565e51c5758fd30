import { useEffect, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { MessageWindow, MessageWindowState } from '@services/workspace/workspace.ts';

/** The window of a conversation and what it shows; null until it is open. */
export interface OpenWindow {
  readonly window: MessageWindow;
  readonly state: MessageWindowState;
}

/** Opens the messages of a conversation for as long as the component is there. */
export function useMessageWindow(space: SpaceId): OpenWindow | null {
  const workspace = useWorkspace();
  const [open, setOpen] = useState<OpenWindow | null>(null);
  useEffect(() => {
    const window = workspace.openMessages(space);
    const show = () => setOpen({ window, state: window.state.get() });
    show();
    const off = window.state.subscribe(show);
    return () => {
      off();
      window.dispose();
    };
  }, [workspace, space]);
  return open;
}
