import { type ReactNode, useMemo, useState } from 'react';
import type { Conversation } from '@services/workspace/workspace.ts';
import { DeedsContext } from './deedsContext.ts';
import { TalkContext } from './talkContext.ts';
import { TalkDesk } from './talkDesk.ts';
import { unfinishedEdits } from './unfinishedEdits.ts';
import { useDeedsOf } from './useDeedsOf.tsx';
import { ConversationContext } from './useNames.ts';

export interface TalkScopeProps {
  readonly conversation: Conversation;
  readonly children: ReactNode;
}

/** Lets log and composer of one talk know of one another: what is answered, edited, chosen, and what is done with it. */
export function TalkScope({ conversation, children }: TalkScopeProps): ReactNode {
  const [desk] = useState(() => new TalkDesk(unfinishedEdits.of(conversation.space)?.message));
  const { space, account, name, kind } = conversation;
  const talk = useMemo(() => ({ space, account, name, kind }), [space, account, name, kind]);
  return (
    <ConversationContext value={talk}>
      <TalkContext value={desk}>
        <Deeds conversation={conversation}>{children}</Deeds>
      </TalkContext>
    </ConversationContext>
  );
}

function Deeds({ conversation, children }: TalkScopeProps): ReactNode {
  const { deeds, dialogs } = useDeedsOf(conversation.space);
  return (
    <DeedsContext value={deeds}>
      {children}
      {dialogs}
    </DeedsContext>
  );
}
