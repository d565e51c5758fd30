import { type ReactNode, useMemo } from 'react';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { passedPost } from '@services/channels/passedPost.ts';
import type { ChannelPostView } from '@services/workspace/channelWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Outcome, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { ForwardDialog } from './ForwardDialog.tsx';

export interface PassPostDialogProps {
  /** A post of a channel. */
  readonly post: EventId;
  readonly onDone: () => void;
}

/** Asks to which chats a post of a channel goes (CHN-UI-22). */
export function PassPostDialog({ post, onDone }: PassPostDialogProps): ReactNode {
  const t = useT();
  const toast = useToast();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  const send = usePassing(post);
  const pass = (spaces: readonly SpaceId[]) => {
    const work = async () => {
      const sent = await send(spaces);
      if (!sent.ok) toast({ tone: 'danger', text: errorText(sent.error.code) });
      return sent;
    };
    act.run(work, () => {
      toast({ text: t('messages.post.sent') });
      onDone();
    });
  };
  return <ForwardDialog title={t('messages.post.send')} isPending={act.isPending} onForward={pass} onClose={onDone} />;
}

/** Sends a post as a card into chats, one after the other: what could not be sent ends it. */
function usePassing(id: EventId): (spaces: readonly SpaceId[]) => Outcome {
  const workspace = useWorkspace();
  const { channels } = workspace;
  const posts = useQuery(useMemo(() => channels.channelPost(id), [channels, id]));
  const all = useQuery(useMemo(() => channels.channels(), [channels]));
  const post: ChannelPostView | null = posts.status === 'ready' ? posts.value : null;
  const of = all.status === 'ready' ? (all.value.find((one) => one.id === post?.channel) ?? null) : null;
  return async (spaces) => {
    if (post === null) return fail('post-missing', 'not here');
    const card = passedPost(post, of);
    for (const space of spaces) {
      const sent = await workspace.sendPost(space, card);
      if (!sent.ok) return sent;
    }
    return ok();
  };
}
