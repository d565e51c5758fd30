import { memo, type ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { Avatar } from '@ui/display/Avatar.tsx';
import { Badge } from '@ui/display/Badge.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { MessageStateIcon } from '../conversation/MessageStateIcon.tsx';
import { useNow } from '../useNow.ts';
import { useMessageWords } from '../text/useMessageWords.ts';
import styles from './ChatsList.module.css';

export interface ConversationRowProps {
  readonly conversation: Conversation;
  readonly isOnline: boolean;
  readonly isSelected: boolean;
  /** The one row that Tab reaches. */
  readonly isReachable: boolean;
}

const PREVIEW_LENGTH = 160;

/** A conversation in the list: who, the last words, when, how many unread. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps): ReactNode {
  const { conversation, isSelected } = props;
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const { last, unread } = conversation;
  return (
    <ListRow
      href={`#/chats/${conversation.space}`}
      selected={isSelected}
      tabIndex={props.isReachable ? 0 : -1}
      leading={
        <Avatar
          account={conversation.account}
          name={conversation.name}
          avatar={conversation.avatar}
          online={props.isOnline ? t('common.online') : null}
        />
      }
      title={<PersonName>{conversation.name}</PersonName>}
      meta={
        last === null ? undefined : (
          <time dateTime={new Date(last.at).toISOString()}>{formats.brief(last.at, now)}</time>
        )
      }
      subtitle={<Preview conversation={conversation} isSelected={isSelected} />}
      trailing={
        unread > 0 ? (
          <Badge tone={conversation.blocked ? 'neutral' : 'accent'} label={t('shell.unread', { count: unread })}>
            {unread > 999 ? t('shell.moreThan', { count: formats.number(999) }) : formats.number(unread)}
          </Badge>
        ) : undefined
      }
    />
  );
});

function Preview({
  conversation,
  isSelected,
}: {
  readonly conversation: Conversation;
  readonly isSelected: boolean;
}): ReactNode {
  const t = useT();
  const words = useMessageWords();
  const { last, draft } = conversation;
  if (draft.trim() !== '' && !isSelected) {
    return (
      <span className={styles['preview']}>
        <span className={styles['draft']}>{t('chats.list.draft')}</span>
        <Words text={draft} />
      </span>
    );
  }
  if (conversation.blocked) return <span className={styles['muted']}>{t('chats.list.blocked')}</span>;
  if (conversation.contactState === 'requested')
    return <span className={styles['muted']}>{t('chats.list.requested')}</span>;
  if (last === null) return <span className={styles['muted']}>{t('chats.list.noMessages')}</span>;
  return (
    <span className={styles['preview']}>
      {last.own && <MessageStateIcon state={last.state} name={conversation.name} />}
      <Words text={words(last.body)} />
    </span>
  );
}

function Words({ text }: { readonly text: string }): ReactNode {
  return <bdi className={styles['words']}>{text.slice(0, PREVIEW_LENGTH).replaceAll(/\s+/g, ' ')}</bdi>;
}
