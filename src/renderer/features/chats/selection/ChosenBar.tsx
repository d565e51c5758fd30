import { type ReactNode, useMemo } from 'react';
import type { Message } from '@services/workspace/messageViews.ts';
import type { Conversation } from '@services/workspace/workspace.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { useOpenGroup } from '../groups/groupContext.ts';
import { type Deeds, useDeeds } from '../talk/deedsContext.ts';
import { canForward, canRecall, keptId, wordsOf } from '../talk/messageFacts.ts';
import { useTalk } from '../talk/talkContext.ts';
import { type SelectionActs, SelectionBar } from './SelectionBar.tsx';

/** What can be done with the chosen messages of the open talk. */
export function ChosenBar({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const talk = useTalk();
  const deeds = useDeeds();
  const selected = useSnapshot(talk.selected);
  const role = useOpenGroup()?.group?.role ?? null;
  const runsGroup = conversation.kind === 'group' && (role === 'owner' || role === 'admin');
  const messages = useMemo(
    () => [...(selected?.values() ?? [])].toSorted((one, other) => one.at - other.at || compare(one.id, other.id)),
    [selected],
  );
  const acts = actsFor(messages, { deeds, runsGroup, end: talk.endSelection });
  return <SelectionBar count={messages.length} acts={acts} onEnd={talk.endSelection} />;
}

interface Hands {
  readonly deeds: Deeds;
  readonly runsGroup: boolean;
  readonly end: () => void;
}

/** With forwarding the choice ends when it is done, so that leaving the question loses nothing. */
function actsFor(messages: readonly Message[], { deeds, runsGroup, end }: Hands): SelectionActs {
  const ending = (deed: () => void) => () => {
    deed();
    end();
  };
  const areKept = messages.every((message) => keptId(message) !== null);
  return {
    forward: messages.some(canForward) ? () => deeds.forward(messages) : null,
    copy: messages.some((message) => wordsOf(message) !== null) ? ending(() => deeds.copy(messages)) : null,
    favourite: areKept ? ending(() => deeds.setFavourite(messages, true)) : null,
    recall: messages.every((message) => canRecall(message, runsGroup)) ? ending(() => deeds.recall(messages)) : null,
    remove: ending(() => deeds.remove(messages)),
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : 1;
}
