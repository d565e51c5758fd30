import { type ReactNode, useMemo } from 'react';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Message } from '@services/workspace/messageViews.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { HistoryDialog } from '../history/HistoryDialog.tsx';
import { VotersDialog } from '../polls/VotersDialog.tsx';
import { ReactionsDialog } from '../reactions/ReactionsDialog.tsx';
import { keptId } from '../talk/messageFacts.ts';
import { useNames } from '../talk/useNames.ts';

/** What is looked at of a message. */
export interface LookedAt {
  readonly what: 'history' | 'reactions' | 'voters';
  /** As it is now. */
  readonly message: Message;
}

export interface MessageDialogsProps {
  readonly space: SpaceId;
  readonly looked: LookedAt | null;
  readonly onClose: () => void;
}

/** The windows about one message. */
export function MessageDialogs({ space, looked, onClose }: MessageDialogsProps): ReactNode {
  const nameOf = useNames();
  if (looked === null) return null;
  const { what, message } = looked;
  if (what === 'reactions')
    return <ReactionsDialog reactions={message.reactions ?? []} nameOf={nameOf} onClose={onClose} />;
  if (what === 'voters') {
    const { body, poll } = message;
    if (body.kind !== 'poll') return null;
    return <VotersDialog poll={body.poll} state={poll} nameOf={nameOf} onClose={onClose} />;
  }
  const id = keptId(message);
  return id === null ? null : <History space={space} id={id} message={message} onClose={onClose} />;
}

interface HistoryProps {
  readonly space: SpaceId;
  readonly id: EventId;
  readonly message: Message;
  readonly onClose: () => void;
}

function History({ space, id, message, onClose }: HistoryProps): ReactNode {
  const workspace = useWorkspace();
  const nameOf = useNames();
  const found = useQuery(useMemo(() => workspace.messageHistory(space, id), [workspace, space, id]));
  const versions = found.status === 'ready' ? found.value : null;
  return <HistoryDialog name={nameOf(message.author)} own={message.own} versions={versions} onClose={onClose} />;
}
