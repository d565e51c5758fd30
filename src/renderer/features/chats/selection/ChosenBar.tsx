import { type ReactNode, useMemo } from 'react';
import type { Message } from '@services/workspace/messageViews.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { type Deeds, useDeeds } from '../talk/deedsContext.ts';
import { canForward, keptId, wordsOf } from '../talk/messageFacts.ts';
import { useTalk } from '../talk/talkContext.ts';
import { useMayRecall } from '../talk/useMayRecall.ts';
import { type SelectionActs, SelectionBar } from './SelectionBar.tsx';

/** What can be done with the chosen messages of the open talk. */
export function ChosenBar(): ReactNode {
  const talk = useTalk();
  const deeds = useDeeds();
  const selected = useSnapshot(talk.selected);
  const mayRecall = useMayRecall();
  const messages = useMemo(
    () => [...(selected?.values() ?? [])].toSorted((one, other) => one.at - other.at || compare(one.id, other.id)),
    [selected],
  );
  const acts = actsFor(messages, { deeds, mayRecall, end: talk.endSelection });
  return <SelectionBar count={messages.length} acts={acts} onEnd={talk.endSelection} />;
}

interface Hands {
  readonly deeds: Deeds;
  readonly mayRecall: (message: Message) => boolean;
  readonly end: () => void;
}

/** With forwarding the choice ends when it is done, so that leaving the question loses nothing. */
function actsFor(messages: readonly Message[], { deeds, mayRecall, end }: Hands): SelectionActs {
  const ending = (deed: () => void) => () => {
    deed();
    end();
  };
  const areKept = messages.every((message) => keptId(message) !== null);
  return {
    forward: messages.some(canForward) ? () => deeds.forward(messages) : null,
    copy: messages.some((message) => wordsOf(message) !== null) ? ending(() => deeds.copy(messages)) : null,
    favourite: areKept ? ending(() => deeds.setFavourite(messages, true)) : null,
    recall: messages.every(mayRecall) ? ending(() => deeds.recall(messages)) : null,
    remove: ending(() => deeds.remove(messages)),
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : 1;
}
