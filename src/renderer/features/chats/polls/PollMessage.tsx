import type { ReactNode } from 'react';
import type { Poll } from '@domain/chat/bodies.ts';
import type { Message } from '@services/workspace/messageViews.ts';
import { keptId } from '../talk/messageFacts.ts';
import { useTalkActs } from '../talk/talkActs.ts';
import { PollCard } from './PollCard.tsx';

export interface PollMessageProps {
  readonly message: Message;
  readonly poll: Poll;
  readonly isReachable: boolean;
}

/** A poll in the talk. */
export function PollMessage({ message, poll, isReachable }: PollMessageProps): ReactNode {
  const { canAct, nameOf, vote, show } = useTalkActs();
  return (
    <PollCard
      poll={poll}
      state={message.poll}
      nameOf={nameOf}
      isReachable={isReachable}
      onVote={canAct && keptId(message) !== null ? (options) => vote(message, options) : null}
      onShowVoters={() => show('voters', message)}
    />
  );
}
