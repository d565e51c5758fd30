import { memo, type ReactNode, useCallback } from 'react';
import type { Message } from '@services/workspace/messageViews.ts';
import { useTalkActs } from '../talk/talkActs.ts';
import type { MentionRange } from '../text/mentionRuns.ts';
import { RichText } from '../text/RichText.tsx';
import styles from './MessageBubble.module.css';

export interface MessageWordsProps {
  readonly text: string;
  readonly mentions: Message['mentions'];
}

/** The words of a message; who is named in them stands out, oneself most. */
export const MessageWords = memo(function MessageWords({ text, mentions }: MessageWordsProps): ReactNode {
  const { self } = useTalkActs();
  const renderMention = useCallback(
    ({ account }: MentionRange, words: string) => (
      <bdi className={styles['mention']} data-self={account === self || undefined}>
        {words}
      </bdi>
    ),
    [self],
  );
  return <RichText text={text} mentions={mentions} renderMention={renderMention} />;
});
