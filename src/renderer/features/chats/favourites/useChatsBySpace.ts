import { useMemo } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

const NONE: readonly Conversation[] = [];

/** All chats by their space. */
export function useChatsBySpace(): ReadonlyMap<SpaceId, Conversation> {
  const workspace = useWorkspace();
  const chats = useQueryValue(
    useMemo(() => workspace.conversations(), [workspace]),
    NONE,
  );
  return useMemo(() => new Map(chats.map((chat) => [chat.space, chat])), [chats]);
}
