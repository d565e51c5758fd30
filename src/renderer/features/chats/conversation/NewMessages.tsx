import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { Message } from '@services/workspace/workspace.ts';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import { useOpenGroup } from '../groups/groupContext.ts';
import { useNoticeText } from '../groups/useNoticeText.ts';
import { useMessageWords } from '../text/useMessageWords.ts';

export interface NewMessagesProps {
  readonly messages: readonly Message[];
  readonly name: string;
}

const MOST = 3;

/**
 * Tells screen readers of messages that come in. Apart from the visible log, whose rows come and go with scrolling
 * and would be read out as if they were new.
 */
export function NewMessages({ messages, name }: NewMessagesProps): ReactNode {
  const t = useT();
  const words = useMessageWords();
  const noticeWords = useNoticeText();
  const people = useOpenGroup()?.people;
  const newest = useRef(messages.at(-1)?.at ?? 0);
  const [heard, setHeard] = useState<readonly Message[]>([]);
  useEffect(() => {
    const fresh = messages.filter((message) => !message.own && message.at > newest.current);
    newest.current = Math.max(newest.current, messages.at(-1)?.at ?? 0);
    if (fresh.length > 0) setHeard((before) => [...before, ...fresh].slice(-MOST));
  }, [messages]);
  return (
    <VisuallyHidden>
      <span role="log" aria-live="polite" aria-relevant="additions">
        {heard.map((message) => (
          <span key={message.id}>
            {noticeWords(message) ??
              t('chats.log.announce', {
                name: people?.get(message.author)?.name ?? name,
                text: words(message.body),
              })}
          </span>
        ))}
      </span>
    </VisuallyHidden>
  );
}
