import { ArrowDown } from 'lucide-react';
import { type MouseEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { EventId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Conversation, Message } from '@services/workspace/workspace.ts';
import { Badge } from '@ui/display/Badge.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Viewer } from '../files/Viewer.tsx';
import { HistoryLine } from '../groups/HistoryLine.tsx';
import { PinnedBar } from '../groups/PinnedBar.tsx';
import { useOpenGroup } from '../groups/groupContext.ts';
import { useGoTo } from '../groups/useGoTo.ts';
import { LogScroller, type LogScrollerHandle } from '@ui/scroll/LogScroller.tsx';
import { estimateRow, type LogRow, logRows, rowKeeper, UNREAD_KEY } from './logRows.ts';
import styles from './MessageLog.module.css';
import { LogRowView } from './LogRowView.tsx';
import { NewMessages } from './NewMessages.tsx';
import { useMessageKeys } from './useMessageKeys.ts';
import { useMessageMenu } from './useMessageMenu.tsx';
import { type OpenWindow, useMessageWindow } from './useMessageWindow.ts';
import { useReadMark } from './useReadMark.ts';

export interface MessageLogProps {
  readonly conversation: Conversation;
  /** How many messages were sent from here: with each the log goes to its end. */
  readonly sent: number;
  /** A message that the address names; it is gone to once. */
  readonly asked: EventId | null;
  readonly onGone: () => void;
}

/** The messages of a conversation. */
export function MessageLog(props: MessageLogProps): ReactNode {
  const { conversation } = props;
  const t = useT();
  const open = useMessageWindow(conversation.space);
  if (open === null || open.state.status === 'loading') return <div className={styles['log']} aria-busy="true" />;
  if (open.state.status === 'failed') {
    return (
      <div className={styles['log']}>
        <EmptyState illustration="nothing" title={t('chats.log.failed')}>
          {t('chats.log.failedText')}
        </EmptyState>
      </div>
    );
  }
  if (open.state.messages.length === 0 && !open.state.hasOlder) {
    return (
      <div className={styles['log']}>
        <NoMessages conversation={conversation} />
      </div>
    );
  }
  return <OpenLog {...props} open={open} />;
}

function NoMessages({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const t = useT();
  const canWrite = conversation.contactState === 'accepted' && !conversation.blocked;
  if (conversation.kind === 'group')
    return <EmptyState illustration="people" title={t('groups.log.empty', { name: isolate(conversation.name) })} />;
  if (!canWrite) return <EmptyState illustration="chat" title={t('chats.list.noMessages')} />;
  return (
    <EmptyState illustration="chat" title={t('chats.log.empty', { name: isolate(conversation.name) })}>
      {t('chats.log.emptyText')}
    </EmptyState>
  );
}

const LABELS = { direct: 'chats.log.label', group: 'groups.log.label' } as const;

interface OpenLogProps extends MessageLogProps {
  readonly open: OpenWindow;
}

function OpenLog({ conversation, sent, open, asked, onGone }: OpenLogProps): ReactNode {
  const t = useT();
  const { state, opened: window } = open;
  const { hasOlder, hasNewer } = state;
  const rows = useLogRows(state.messages, state.firstUnread);
  const handle = useRef<LogScrollerHandle>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  // What was the first unread when the log opened decides where it opens, once.
  const [openAt] = useState(() => (state.firstUnread === null ? null : UNREAD_KEY));
  const see = useReadMark(conversation.space, state.messages);
  const messageMenu = useMessageMenu(conversation);
  const keys = useMessageKeys({ rows, handle, onMenu: messageMenu.openFor });

  const onView = useCallback(
    (view: { readonly lastKey: string | null; readonly isAtEnd: boolean }) => {
      setAtEnd(view.isAtEnd);
      see(view.lastKey);
    },
    [see],
  );
  const { activeKey } = keys;
  const renderRow = useCallback(
    (row: LogRow) => (
      <LogRowView
        row={row}
        conversation={conversation.space}
        name={conversation.name}
        isActive={row.key === activeKey}
      />
    ),
    [conversation.space, conversation.name, activeKey],
  );
  const askOlder = useCallback(() => {
    if (hasOlder) window.older();
  }, [window, hasOlder]);
  const askNewer = useCallback(() => {
    if (hasNewer) window.newer();
  }, [window, hasNewer]);
  const toEnd = useCallback(() => {
    if (hasNewer) window.latest();
    handle.current?.scrollToEnd();
  }, [window, hasNewer]);
  useOnSent(sent, toEnd);
  const goTo = useGoTo({ rows, handle, window, asked, onGone });
  const nameOf = useAuthorName(conversation.name);

  return (
    <Viewer messages={state.messages} nameOf={nameOf}>
      <div
        role="presentation"
        className={styles['log']}
        onKeyDown={keys.onKeyDown}
        onFocus={keys.onFocus}
        onContextMenu={keys.onContextMenu}
      >
        <div>
          <PinnedBar onGo={goTo} />
          <HistoryLine space={conversation.space} />
        </div>
        <LogScroller
          rows={rows}
          estimate={estimateRow}
          openAt={openAt}
          isEndNewest={!state.hasNewer}
          hasOlder={state.hasOlder}
          onNearStart={askOlder}
          onNearEnd={askNewer}
          onView={onView}
          renderRow={renderRow}
          label={t(LABELS[conversation.kind], { name: isolate(conversation.name) })}
          isBusy={false}
          handle={handle}
        />
        {!isAtEnd && <ToNewest unread={conversation.unread} onPress={toEnd} />}
        <NewMessages messages={state.messages} name={conversation.name} />
        {messageMenu.menu}
      </div>
    </Viewer>
  );
}

/** Who wrote a message of someone else: the other person, in a group the one of its members. */
function useAuthorName(name: string): (message: Message) => string {
  const people = useOpenGroup()?.people;
  return useCallback((message) => people?.get(message.author)?.name ?? name, [people, name]);
}

/** Goes to the end after each message sent from here. */
function useOnSent(sent: number, toEnd: () => void): void {
  const seen = useRef(sent);
  useEffect(() => {
    if (sent === seen.current) return;
    seen.current = sent;
    toEnd();
  }, [sent, toEnd]);
}

/** Rows of the log; a row that did not change stays the same object. */
function useLogRows(messages: readonly Message[], firstUnread: string | null): readonly LogRow[] {
  const [keep] = useState(rowKeeper);
  return useMemo(() => keep(logRows(messages, firstUnread)), [keep, messages, firstUnread]);
}

function ToNewest({ unread, onPress }: { readonly unread: number; readonly onPress: () => void }): ReactNode {
  const t = useT();
  const formats = useFormats();
  // The button goes away with the press: the focus must not go with it.
  const press = (event: MouseEvent) => {
    onPress();
    event.currentTarget.closest('[data-pane]')?.querySelector<HTMLElement>('[data-pane-focus]')?.focus();
  };
  return (
    <div className={styles['toNewest']}>
      {unread > 0 && (
        <span className={styles['count']}>
          <Badge label={t('chats.log.newBelow', { count: unread })}>{formats.number(unread)}</Badge>
        </span>
      )}
      <IconButton label={t('chats.log.toNewest')} icon={<ArrowDown aria-hidden />} onClick={press} />
    </div>
  );
}
