import { Forward, PencilLine, Reply, SmilePlus, Star, StarOff } from 'lucide-react';
import { useCallback } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { Message } from '@services/workspace/messageViews.ts';
import { messageKeys } from '@ui/keys/chatKeys.ts';
import { chordLabel } from '@ui/keys/chordLabel.ts';
import type { MenuEntry } from '@ui/overlays/useMenu.tsx';
import { useDeeds } from '../talk/deedsContext.ts';
import { canAnswer, canEdit, canForward, keptId } from '../talk/messageFacts.ts';
import { useTalk } from '../talk/talkContext.ts';
import { bubbleOf } from './bubbleOf.ts';

export interface AnswerOptions {
  /** Whether one may write here now. */
  readonly canWrite: boolean;
  readonly askSign: (message: Message, anchor: Element) => void;
}

/** What the menu of a message offers for going on from it: answer, react, edit, forward, keep. */
export function useAnswerEntries({ canWrite, askSign }: AnswerOptions): (message: Message) => readonly MenuEntry[] {
  const t = useT();
  const talk = useTalk();
  const { forward, setFavourite } = useDeeds();
  return useCallback(
    (message) => {
      const isStarred = message.starred === true;
      const canKeep = keptId(message) !== null && message.body.kind !== 'recalled';
      const reply = {
        id: 'reply',
        label: t('messages.reply'),
        icon: <Reply aria-hidden />,
        shortcut: chordLabel(messageKeys.reply),
        onAction: () => talk.reply(message),
      };
      const react = {
        id: 'react',
        label: t('messages.react.menu'),
        icon: <SmilePlus aria-hidden />,
        onAction: () => askAt(message, askSign),
      };
      const edit = {
        id: 'edit',
        label: t('messages.edit'),
        icon: <PencilLine aria-hidden />,
        shortcut: chordLabel(messageKeys.edit),
        onAction: () => talk.edit(message),
      };
      const goOn = {
        id: 'forward',
        label: t('messages.forward'),
        icon: <Forward aria-hidden />,
        shortcut: chordLabel(messageKeys.forward),
        onAction: () => forward([message]),
      };
      const keep = {
        id: 'favourite',
        label: t(isStarred ? 'messages.favourite.remove' : 'messages.favourite.add'),
        icon: isStarred ? <StarOff aria-hidden /> : <Star aria-hidden />,
        onAction: () => setFavourite([message], !isStarred),
      };
      return [
        ...(canWrite && canAnswer(message) ? [reply, react] : []),
        ...(canWrite && canEdit(message) ? [edit] : []),
        ...(canForward(message) ? [goOn] : []),
        ...(canKeep ? [keep] : []),
      ];
    },
    [t, talk, canWrite, askSign, forward, setFavourite],
  );
}

function askAt(message: Message, askSign: AnswerOptions['askSign']): void {
  const bubble = bubbleOf(message.id);
  // The menu gives the focus back first.
  if (bubble !== null) requestAnimationFrame(() => askSign(message, bubble));
}
