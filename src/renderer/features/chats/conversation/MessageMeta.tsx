import { Star, Timer } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { Message } from '@services/workspace/messageViews.ts';
import { useOpenGroup } from '../groups/groupContext.ts';
import { useTalkActs } from '../talk/talkActs.ts';
import styles from './MessageBubble.module.css';
import { MessageStateIcon } from './MessageStateIcon.tsx';

export interface MessageMetaProps {
  readonly message: Message;
  readonly name: string;
  readonly id: string;
  readonly isActive: boolean;
}

/** When, whether it was edited or ends, and how far it has come. */
export function MessageMeta({ message, name, id, isActive }: MessageMetaProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const isGroup = useOpenGroup() !== null;
  const { starred, expiresAt } = message;
  return (
    // Two elements: the outer one floats to the end of the words' own direction, the inner one keeps that of the time.
    <span className={styles['end']}>
      <bdi className={styles['meta']} id={id}>
        {starred === true && (
          <Star role="img" aria-label={t('messages.favourite')} data-tooltip={t('messages.favourite')} />
        )}
        {expiresAt !== undefined && <Ending at={expiresAt} />}
        {message.edited !== undefined && <Edited message={message} isActive={isActive} />}
        <time dateTime={new Date(message.at).toISOString()} data-tooltip={formats.full(message.at)}>
          {formats.time(message.at)}
        </time>
        {message.own && (
          <MessageStateIcon
            state={message.state}
            name={name}
            isGroup={isGroup}
            hasFile={message.body.kind === 'file'}
            isUnsent={message.error === 'message-after-removal'}
          />
        )}
      </bdi>
    </span>
  );
}

function Edited({ message, isActive }: { readonly message: Message; readonly isActive: boolean }): ReactNode {
  const t = useT();
  const { show } = useTalkActs();
  return (
    <button
      type="button"
      className={styles['edited']}
      data-tooltip={t('messages.history')}
      tabIndex={isActive ? 0 : -1}
      onClick={() => show('history', message)}
    >
      {t('messages.edited')}
    </button>
  );
}

function Ending({ at }: { readonly at: number }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const label = t('messages.ends', { when: formats.moment(at) });
  return <Timer role="img" aria-label={label} data-tooltip={label} />;
}
