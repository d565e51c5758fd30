import { type ReactNode, Suspense, useMemo } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useSteadyQuery } from '@ui/hooks/useQuery.ts';
import { lazy } from '@ui/loading/lazy.ts';
import type { ChatsContentProps } from '../conversation/chatsContentProps.ts';
import { MissingConversation } from '../conversation/MissingConversation.tsx';

const ImportedChat = lazy(() => import('./ImportedChat.tsx').then((module) => ({ default: module.ImportedChat })));

/** An address of no chat of one's own: one that was imported, or nothing that is here. */
export function Elsewhere(props: ChatsContentProps & { readonly space: SpaceId }): ReactNode {
  const { space } = props;
  const workspace = useWorkspace();
  const found = useSteadyQuery(useMemo(() => workspace.imports(), [workspace]));
  if (found.status === 'loading') return null;
  const chat = found.status === 'ready' ? found.value.chats.find(({ id }) => id === space) : undefined;
  if (chat === undefined) return <MissingConversation onClose={props.onClose} />;
  return (
    <Suspense fallback={null}>
      <ImportedChat key={space} chat={chat} message={props.message} onGone={props.onGone} onClose={props.onClose} />
    </Suspense>
  );
}
