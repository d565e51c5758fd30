import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Message, MessageWindowState } from '@services/workspace/messageViews.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { TimerLine } from '@services/workspace/messageWorkspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import type { LogScrollerHandle } from '@ui/scroll/LogScroller.tsx';
import { useSeeking } from '../find/useSeeking.ts';
import { HistoryLine } from '../groups/HistoryLine.tsx';
import { PinnedBar } from '../groups/PinnedBar.tsx';
import { useEarlier } from '../importing/useEarlier.ts';
import { canEdit } from '../talk/messageFacts.ts';
import { TalkActsContext } from '../talk/talkActs.ts';
import { useTalk } from '../talk/talkContext.ts';
import { ChatViewer } from '../viewer/ChatViewer.tsx';
import { LogButtons } from './LogButtons.tsx';
import { type LogRow, linesWithin, logRows, rowKeeper, UNREAD_KEY } from './logRows.ts';
import { LogRowView } from './LogRowView.tsx';
import type { MessageLogProps } from './messageLogProps.ts';
import styles from './MessageLog.module.css';
import { NewMessages } from './NewMessages.tsx';
import { useEndedEdit } from './useEndedEdit.ts';
import { type Going, useGoTo } from './useGoTo.ts';
import { useLogActs } from './useLogActs.tsx';
import { useMessageKeys } from './useMessageKeys.ts';
import { useMessagePointer } from './useMessagePointer.ts';
import type { OpenWindow } from './useMessageWindow.ts';
import { useReadMark } from './useReadMark.ts';
import { WindowScroller } from './WindowScroller.tsx';

const LABELS = { direct: 'chats.log.label', group: 'groups.log.label' } as const;

interface OpenLogProps extends MessageLogProps {
  readonly open: OpenWindow;
}

/** The messages of a conversation, once there are some. */
export function OpenLog(props: OpenLogProps): ReactNode {
  const { conversation, canWrite, open } = props;
  const { state, opened: window } = open;
  const { messages } = state;
  const rows = useLogRows(conversation, state);
  const handle = useRef<LogScrollerHandle>(null);
  const going = useRef<Going>(null);
  const { acts, menu, overlays } = useLogActs({ conversation, canWrite, messages, going });
  const goTo = useGoTo({ rows, handle, window, asked: props.asked, onGone: props.onGone });
  useLayoutEffect(() => {
    going.current = goTo;
  }, [goTo]);
  const keys = useMessageKeys({ rows, handle, canWrite, onMenu: menu.openFor });
  const pointer = useMessagePointer({ rows, canWrite, onMenu: menu.openFor, react: acts.react });
  const view = useView(props);
  useEditable(open);
  useEndedEdit(conversation.space, messages);
  const toEnd = useCallback(() => {
    if (state.hasNewer) window.latest();
    handle.current?.scrollToEnd();
  }, [window, state.hasNewer]);
  useOnSent(props.sent, toEnd);
  useSeeking({ handle, open, goTo, toEnd, isAtEnd: view.isAtEnd });
  return (
    <TalkActsContext value={acts}>
      <ChatViewer space={conversation.space}>
        <div
          role="presentation"
          className={styles['log']}
          onKeyDown={keys.onKeyDown}
          onFocus={keys.onFocus}
          {...pointer}
        >
          <div>
            <PinnedBar onGo={useCallback((id) => goTo(id, 'groups.pin.gone'), [goTo])} />
            <HistoryLine space={conversation.space} />
          </div>
          <Scrolled {...props} rows={rows} handle={handle} activeKey={keys.activeKey} onView={view.onView} />
          <LogButtons conversation={conversation} isAtEnd={view.isAtEnd} onEnd={toEnd} onGo={goTo} />
          <NewMessages messages={messages} name={conversation.name} />
          {overlays}
        </div>
      </ChatViewer>
    </TalkActsContext>
  );
}

interface LogViewing {
  readonly isAtEnd: boolean;
  readonly onView: (view: { readonly lastKey: string | null; readonly isAtEnd: boolean }) => void;
}

/** What is in sight: marked as read, and at the end of the talk nobody goes back to where they jumped from. */
function useView({ conversation, open }: OpenLogProps): LogViewing {
  const talk = useTalk();
  const [isAtEnd, setAtEnd] = useState(true);
  const wasAtEnd = useRef(true);
  const { messages } = open.state;
  const see = useReadMark(conversation.space, messages);
  const newest = messages.at(-1)?.id ?? null;
  const onView = useCallback<LogViewing['onView']>(
    (view) => {
      if (view.isAtEnd && !wasAtEnd.current) talk.forgetJumps();
      wasAtEnd.current = view.isAtEnd;
      setAtEnd(view.isAtEnd);
      // A late picture of an album stands further up than its place: at the end all of them were seen.
      see(view.isAtEnd ? newest : view.lastKey);
    },
    [see, talk, newest],
  );
  return { isAtEnd, onView };
}

interface ScrolledProps extends OpenLogProps, Pick<LogViewing, 'onView'> {
  readonly rows: readonly LogRow[];
  readonly handle: { current: LogScrollerHandle | null };
  readonly activeKey: string | null;
}

function Scrolled({ conversation, open, rows, handle, activeKey, onView }: ScrolledProps): ReactNode {
  const t = useT();
  const { state, opened } = open;
  const { space, name, kind } = conversation;
  // What was the first unread when the log opened decides where it opens, once.
  const [openAt] = useState(() => (state.firstUnread === null ? null : UNREAD_KEY));
  const renderRow = useCallback(
    (row: LogRow) => <LogRowView row={row} conversation={space} name={name} isActive={row.key === activeKey} />,
    [space, name, activeKey],
  );
  return (
    <WindowScroller
      window={opened}
      state={state}
      rows={rows}
      openAt={openAt}
      onView={onView}
      renderRow={renderRow}
      label={t(LABELS[kind], { name: isolate(name) })}
      handle={handle}
    />
  );
}

/** Tells the composer which message the arrow up is for. */
function useEditable({ state }: OpenWindow): void {
  const talk = useTalk();
  const { messages, hasNewer } = state;
  useEffect(() => {
    talk.knowEditable(hasNewer ? null : newestEditable(messages));
    return () => talk.knowEditable(null);
  }, [talk, messages, hasNewer]);
}

/** The newest own message, where it can be edited; not one before it while it is still being kept: another would be changed than was meant. */
function newestEditable(messages: readonly Message[]): Message | null {
  const newest = messages.findLast((message) => canEdit(message) || message.state === 'queued');
  return newest === undefined || newest.state === 'queued' ? null : newest;
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
function useLogRows(conversation: MessageLogProps['conversation'], state: MessageWindowState): readonly LogRow[] {
  const { messages, firstUnread, hasOlder, hasNewer } = state;
  const [keep] = useState(rowKeeper);
  const earlier = useEarlier(conversation);
  const timers = useTimerLines(conversation.space);
  return useMemo(() => {
    const before = hasOlder ? [] : earlier.map((talk) => ({ kind: 'earlier', key: talk.space, talk }) as const);
    const lines = linesWithin(timers, { messages, hasOlder, hasNewer });
    return keep([...before, ...logRows(messages, firstUnread, lines)]);
  }, [keep, messages, firstUnread, hasOlder, hasNewer, earlier, timers]);
}

const NO_LINES: readonly TimerLine[] = [];

/** When somebody set how long words last here. */
function useTimerLines(space: MessageLogProps['conversation']['space']): readonly TimerLine[] {
  const workspace = useWorkspace();
  return useQueryValue(
    useMemo(() => workspace.timerLines(space), [workspace, space]),
    NO_LINES,
  );
}
