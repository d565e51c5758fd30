import { BellOff, Pin } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { isMuted } from '@domain/preference/preferences.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import type { AccountId } from '@shared/ids.ts';
import type { Conversation, MessageBody } from '@services/workspace/workspace.ts';
import { Avatar } from '@ui/display/Avatar.tsx';
import { Badge } from '@ui/display/Badge.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { noticeText } from '../groups/noticeText.ts';
import { MessageStateIcon } from '../conversation/MessageStateIcon.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { useMessageWords } from '../text/useMessageWords.ts';
import styles from './ChatsList.module.css';
import type { PinDrag } from './usePinDrag.ts';

export interface ConversationRowProps {
  readonly conversation: Conversation;
  /** Oneself; null while unknown. */
  readonly self: AccountId | null;
  readonly isOnline: boolean;
  /** Whether somebody writes there now. */
  readonly isTyping: boolean;
  readonly isSelected: boolean;
  /** The one row that Tab reaches. */
  readonly isReachable: boolean;
  /** Null for one that is not pinned. */
  readonly drag: PinDrag | null;
}

const PREVIEW_LENGTH = 160;

/** A conversation in the list: who, the last words, when, how many unread. Of hundreds those alone are rendered again that changed. */
export const ConversationRow = memo(function ConversationRow({ drag, ...props }: ConversationRowProps): ReactNode {
  const { space } = props.conversation;
  return (
    <div role="listitem" className={styles['row']} data-space={space} {...drag}>
      <RowLink {...props} />
    </div>
  );
});

function RowLink(props: Omit<ConversationRowProps, 'drag'>): ReactNode {
  const { conversation, isSelected } = props;
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const { last } = conversation;
  return (
    <ListRow
      href={`#/chats/${conversation.space}`}
      selected={isSelected}
      tabIndex={props.isReachable ? 0 : -1}
      leading={
        <Avatar
          account={conversation.kind === 'group' ? conversation.space : conversation.account}
          name={conversation.name}
          avatar={conversation.avatar}
          isGroup={conversation.kind === 'group'}
          online={props.isOnline && conversation.kind === 'direct' ? t('common.online') : null}
        />
      }
      title={<PersonName>{conversation.name}</PersonName>}
      meta={
        last === null ? undefined : (
          <time dateTime={new Date(last.at).toISOString()}>{formats.brief(last.at, now)}</time>
        )
      }
      subtitle={
        props.isTyping && conversation.draft.trim() === '' ? (
          <span className={styles['typing']}>{t('chats.list.typing')}</span>
        ) : (
          <Preview conversation={conversation} self={props.self} isSelected={isSelected} />
        )
      }
      trailing={<Signs conversation={conversation} now={now} />}
    />
  );
}

/** That a chat is pinned or silent, and how much of it is unread. */
function Signs({ conversation, now }: { readonly conversation: Conversation; readonly now: number }): ReactNode {
  const t = useT();
  const { unread, preferences, blocked } = conversation;
  const isSilent = isMuted(preferences, now);
  if (unread === 0 && !preferences.markedUnread && !isSilent && preferences.pinned === null) return null;
  return (
    <span className={styles['signs']}>
      {isSilent && <BellOff role="img" aria-label={t('chats.list.muted')} />}
      {preferences.pinned !== null && <Pin role="img" aria-label={t('chats.list.pinned')} />}
      <Unread count={unread} isMarked={preferences.markedUnread} isQuiet={blocked || isSilent} />
    </span>
  );
}

interface UnreadProps {
  readonly count: number;
  readonly isMarked: boolean;
  readonly isQuiet: boolean;
}

function Unread({ count, isMarked, isQuiet }: UnreadProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  if (count === 0)
    return isMarked ? <span className={styles['marked']} role="img" aria-label={t('chats.list.markedUnread')} /> : null;
  return (
    <Badge tone={isQuiet ? 'neutral' : 'accent'} label={t('shell.unread', { count })}>
      {count > 999 ? t('shell.moreThan', { count: formats.number(999) }) : formats.number(count)}
    </Badge>
  );
}

interface PreviewProps {
  readonly conversation: Conversation;
  readonly self: AccountId | null;
  readonly isSelected: boolean;
}

function Preview({ conversation, self, isSelected }: PreviewProps): ReactNode {
  const t = useT();
  const { last, draft } = conversation;
  if (draft.trim() !== '' && !isSelected && canWrite(conversation)) {
    return (
      <span className={styles['preview']}>
        <span className={styles['draft']}>{t('chats.list.draft')}</span>
        <Words text={draft} direction="auto" />
      </span>
    );
  }
  if (conversation.blocked) return <span className={styles['muted']}>{t('chats.list.blocked')}</span>;
  if (conversation.contactState === 'requested')
    return <span className={styles['muted']}>{t('chats.list.requested')}</span>;
  if (conversation.groupState === 'joining') return <span className={styles['muted']}>{t('chats.list.joining')}</span>;
  if (last === null) return <span className={styles['muted']}>{t('chats.list.noMessages')}</span>;
  return <LastWords conversation={conversation} last={last} self={self} />;
}

/** What was begun where one may not write any more is no draft. */
function canWrite({ blocked, contactState, groupState }: Conversation): boolean {
  return !blocked && contactState === 'accepted' && (groupState === null || groupState === 'active');
}

interface LastWordsProps {
  readonly conversation: Conversation;
  readonly last: NonNullable<Conversation['last']>;
  readonly self: AccountId | null;
}

/** What was said or happened last, and in a group by whom. */
function LastWords({ conversation: { kind, name, lastAuthor }, last, self }: LastWordsProps): ReactNode {
  const t = useT();
  const words = useMessageWords();
  const { body, own } = last;
  if (body.kind === 'notice') {
    const text = noticeText(t, { notice: body.notice, own, self, by: lastAuthor, target: null });
    return (
      <span className={styles['preview']}>
        <Words text={text} />
      </span>
    );
  }
  return (
    <span className={styles['preview']}>
      {own && (
        <MessageStateIcon state={last.state} name={name} isGroup={kind === 'group'} hasFile={body.kind === 'file'} />
      )}
      {lastAuthor !== null && (
        <span className={styles['author']}>{t('chats.list.author', { name: isolate(lastAuthor) })}</span>
      )}
      <Words text={words(body)} direction={previewDirection(body)} />
    </span>
  );
}

/** What a person wrote runs as it begins; one of the app as the app. */
function previewDirection(body: MessageBody): 'auto' | undefined {
  return body.kind === 'text' || body.kind === 'file' ? 'auto' : undefined;
}

interface WordsProps {
  readonly text: string;
  /** That of the app where it is left out. */
  readonly direction?: 'auto' | undefined;
}

function Words({ text, direction }: WordsProps): ReactNode {
  return (
    <span className={styles['words']} dir={direction}>
      {text.slice(0, PREVIEW_LENGTH).replaceAll(/\s+/g, ' ')}
    </span>
  );
}
