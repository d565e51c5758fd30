import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import type { EventId } from '@shared/ids.ts';
import { importedPersonId } from '@domain/importing/ids.ts';
import type { ImportedChat } from '@domain/importing/records.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ImportedPeople } from '@services/workspace/importWorkspace.ts';
import type { Message, MessageWindow, MessageWindowState } from '@services/workspace/messageViews.ts';
import { useLatest } from '@ui/hooks/useLatest.ts';
import type { Opened } from '@ui/hooks/useOpened.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import type { LogScrollerHandle, LogScrollerProps } from '@ui/scroll/LogScroller.tsx';
import { tameMarks } from '@ui/text/tameMarks.ts';
import { type LogRow, logRows, rowKeeper } from '../conversation/logRows.ts';
import { LogRowView } from '../conversation/LogRowView.tsx';
import { useGoTo } from '../conversation/useGoTo.ts';
import { WindowScroller } from '../conversation/WindowScroller.tsx';
import { useSeeking } from '../find/useSeeking.ts';
import { type TalkActs, TalkActsContext } from '../talk/talkActs.ts';
import styles from './Importing.module.css';
import { ImportedViewer } from './ImportedViewer.tsx';
import { useAbsentWords } from './useAbsentWords.ts';
import { useRowKeys } from './useRowKeys.ts';

export interface ImportedLogProps {
  readonly chat: ImportedChat;
  readonly people: ImportedPeople;
  readonly open: Opened<MessageWindow, MessageWindowState>;
  /** A message that the address names; it is gone to once. */
  readonly asked: EventId | null;
  readonly onGone: () => void;
}

const nothing = () => undefined;

/** The messages of an imported chat, drawn as those of any. */
export function ImportedLog({ chat, people, open, asked, onGone }: ImportedLogProps): ReactNode {
  const { state, opened: window } = open;
  const t = useT();
  const messages = useAbsentWords(state.messages);
  const [keep] = useState(rowKeeper);
  const rows = useMemo(() => keep(logRows(messages, null)), [keep, messages]);
  const handle = useRef<LogScrollerHandle>(null);
  const goTo = useGoTo({ rows, handle, window, asked, onGone });
  const [isAtEnd, setAtEnd] = useState(true);
  const onView = useCallback<LogScrollerProps<LogRow>['onView']>((view) => setAtEnd(view.isAtEnd), []);
  const toEnd = useCallback(() => {
    if (state.hasNewer) window.latest();
    handle.current?.scrollToEnd();
  }, [window, state.hasNewer]);
  useSeeking({ handle, open, goTo, toEnd, isAtEnd });
  const acts = useActs(people, goTo);
  const keys = useRowKeys(rows, handle);
  const app = importedPersonId(chat.id, null);
  const renderRow = useCallback(
    (row: LogRow) =>
      row.kind === 'message' && row.message.author === app ? (
        <AppLine message={row.message} isActive={row.key === keys.activeKey} />
      ) : (
        <LogRowView row={row} conversation={chat.id} name={chat.name} isActive={row.key === keys.activeKey} />
      ),
    [app, chat.id, chat.name, keys.activeKey],
  );
  return (
    <TalkActsContext value={acts}>
      <Lost state={state} window={window} />
      <ImportedViewer messages={messages}>
        <div role="presentation" className={styles['log']} onKeyDown={keys.onKeyDown} onFocus={keys.onFocus}>
          <WindowScroller
            window={window}
            state={state}
            rows={rows}
            openAt={null}
            onView={onView}
            renderRow={renderRow}
            label={t('importing.log', { name: isolate(chat.name) })}
            handle={handle}
          />
        </div>
      </ImportedViewer>
    </TalkActsContext>
  );
}

/** Only to be looked at: names, and ways to what is answered. */
function useActs(people: ImportedPeople, goTo: ReturnType<typeof useGoTo>): TalkActs {
  const t = useT();
  const going = useLatest(goTo);
  return useMemo(() => {
    const nameOf: TalkActs['nameOf'] = (account) => {
      if (account === people.me) return t('common.you');
      const name = people.names.get(account) ?? '';
      return name === '' ? t('importing.person.unnamed') : name;
    };
    return {
      nameOf,
      self: people.me,
      canAct: false,
      react: nothing,
      askSign: nothing,
      vote: nothing,
      openMenu: nothing,
      show: nothing,
      jump: (_from, to) => going.current(to, 'messages.reply.gone'),
    };
  }, [people, t, going]);
}

/** Says that some of what belongs here cannot be read, with ways past it where there is nothing else to be seen. */
function Lost({ state, window }: { readonly state: MessageWindowState; readonly window: MessageWindow }): ReactNode {
  const t = useT();
  const { lost = 0, messages, hasOlder, hasNewer } = state;
  if (lost === 0) return null;
  const isBlank = messages.length === 0;
  return (
    <div className={styles['lost']}>
      <AlertBanner
        tone="warning"
        actions={
          <>
            {isBlank && hasOlder && <Button onClick={() => window.older()}>{t('importing.lost.older')}</Button>}
            {isBlank && hasNewer && <Button onClick={() => window.newer()}>{t('importing.lost.newer')}</Button>}
          </>
        }
      >
        {t('importing.lost', { count: lost })}
      </AlertBanner>
    </div>
  );
}

/** What the app said that it comes from: gone to, found and passed by the keys as messages are. */
function AppLine({ message, isActive }: { readonly message: Message; readonly isActive: boolean }): ReactNode {
  const { body, id } = message;
  return (
    <div className={styles['line']} role="article" tabIndex={isActive ? 0 : -1} data-message={id} dir="auto">
      <span data-said="">{body.kind === 'text' ? tameMarks(body.text) : ''}</span>
    </div>
  );
}
