import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { Message, ReplyView } from '@services/workspace/messageViews.ts';
import { useTalkActs } from '../talk/talkActs.ts';
import { useMessageWords } from '../text/useMessageWords.ts';
import { pictureOf } from './pictureOf.ts';
import styles from './Quote.module.css';
import { Quote } from './Quote.tsx';

export interface ReplyQuoteProps {
  readonly message: Message;
  readonly reply: ReplyView;
  /** Whether Tab comes to it. */
  readonly isReachable: boolean;
}

/** What a message answers; a press goes there. */
export function ReplyQuote({ message, reply, isReachable }: ReplyQuoteProps): ReactNode {
  const t = useT();
  const words = useMessageWords();
  const { nameOf, jump } = useTalkActs();
  const quoted = reply.message;
  if (quoted === null) return <Quote author={NOBODY} words={t('messages.reply.gone')} isGone />;
  const isRecalled = quoted.body.kind === 'recalled';
  return (
    <button
      type="button"
      className={styles['go']}
      tabIndex={isReachable ? 0 : -1}
      data-tooltip={t('messages.reply.go')}
      onClick={() => jump(message, reply.id)}
    >
      <Quote
        author={{ account: quoted.author, name: nameOf(quoted.author) }}
        words={isRecalled ? t('messages.reply.recalled') : words(quoted.body).slice(0, MOST_WORDS)}
        isGone={isRecalled}
        picture={pictureOf(quoted)}
      />
    </button>
  );
}

const NOBODY = { account: '', name: '' };
/** More does not fit into two lines, UTF-16 units. */
const MOST_WORDS = 280;
