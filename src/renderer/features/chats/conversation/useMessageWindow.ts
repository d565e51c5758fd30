import { useCallback } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { MessageWindow, MessageWindowState } from '@services/workspace/workspace.ts';
import { type Opened, useOpened } from '@ui/hooks/useOpened.ts';

/** The window of a conversation and what it shows; null until it is open. */
export type OpenWindow = Opened<MessageWindow, MessageWindowState>;

/** Opens the messages of a conversation for as long as the component is there. */
export function useMessageWindow(space: SpaceId): OpenWindow | null {
  const workspace = useWorkspace();
  return useOpened(useCallback(() => workspace.openMessages(space), [workspace, space]));
}
