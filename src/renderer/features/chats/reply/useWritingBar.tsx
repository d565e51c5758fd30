import { type KeyboardEvent, type ReactNode, useCallback } from 'react';
import type { SendExtras } from '@services/workspace/messageWorkspace.ts';
import { keptId } from '../talk/messageFacts.ts';
import { useTalk, useWriting } from '../talk/talkContext.ts';
import { useNames } from '../talk/useNames.ts';
import { useMessageWords } from '../text/useMessageWords.ts';
import { pictureOf } from './pictureOf.ts';
import { WritingBar } from './WritingBar.tsx';

/** What stands above the composer while a message is answered or edited; Escape leaves it. */
export function useWritingBar(): {
  readonly bar: ReactNode;
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
} {
  const talk = useTalk();
  const writing = useWriting();
  const nameOf = useNames();
  const words = useMessageWords();
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (event.key !== 'Escape' || writing.kind === 'new' || event.nativeEvent.isComposing) return false;
    event.preventDefault();
    talk.writeNew();
    return true;
  };
  if (writing.kind === 'new') return { bar: null, onKeyDown };
  const message = writing.kind === 'reply' ? writing.to : writing.message;
  const quote = {
    author: { account: message.author, name: nameOf(message.author) },
    words: words(message.body).slice(0, 280),
    picture: pictureOf(message),
  };
  return { bar: <WritingBar kind={writing.kind} quote={quote} onCancel={talk.writeNew} />, onKeyDown };
}

/** Gives what the next message answers, once: whatever is sent next, words, files or a sticker, is the answer. */
export function useTakeReply(): () => SendExtras {
  const talk = useTalk();
  return useCallback(() => {
    const writing = talk.writing.get();
    const id = writing.kind === 'reply' ? keptId(writing.to) : null;
    if (id === null) return {};
    talk.writeNew();
    return { reply: id };
  }, [talk]);
}
