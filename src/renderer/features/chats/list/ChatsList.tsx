import { UserPlus, UsersRound } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import styles from './ChatsList.module.css';
import { ConversationRow } from './ConversationRow.tsx';
import { filterConversations } from './filterConversations.ts';
import { conversationKeeper } from './keepConversations.ts';

export interface ChatsListProps {
  /** The open chat. */
  readonly selected: string | null;
  readonly onAddContact: () => void;
  readonly onNewGroup: () => void;
  /** The rows of those who ask to be a contact; shown on top while somebody does. */
  readonly requests?: ReactNode;
}

/** All conversations, the newest on top; above them who wants to have one. */
export function ChatsList({ selected, onAddContact, onNewGroup, requests }: ChatsListProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const [filter, setFilter] = useState('');
  const wanted = useDeferredValue(filter);
  const list = useRef<HTMLUListElement>(null);
  const query = useQuery(useMemo(() => workspace.conversations(), [workspace]));
  const asking = useQueryValue(
    useMemo(() => workspace.requests(), [workspace]),
    [],
  ).length;
  return (
    <div className={styles['chats']}>
      <header className={styles['header']}>
        <div className={styles['title']}>
          <h1>{t('shell.room.chats')}</h1>
          <span className={styles['actions']}>
            <IconButton label={t('groups.new')} icon={<UsersRound aria-hidden />} onClick={onNewGroup} />
            <IconButton label={t('chats.list.add')} icon={<UserPlus aria-hidden />} onClick={onAddContact} />
          </span>
        </div>
        <SearchField
          label={t('chats.list.filter')}
          clearLabel={t('common.clear')}
          value={filter}
          onChange={setFilter}
          onArrowDown={() => list.current?.querySelector('a')?.focus()}
        />
        {asking > 0 && filter === '' && <div className={styles['requests']}>{requests}</div>}
      </header>
      {query.status === 'failed' && <Failed />}
      {query.status === 'ready' && query.value.length === 0 && <Empty asking={asking} onAddContact={onAddContact} />}
      {query.status === 'ready' && query.value.length > 0 && (
        <Rows conversations={query.value} filter={wanted} selected={selected} list={list} />
      )}
    </div>
  );
}

interface RowsProps {
  readonly conversations: readonly Conversation[];
  readonly filter: string;
  readonly selected: string | null;
  readonly list: { current: HTMLUListElement | null };
}

function Rows({ conversations, filter, selected, list }: RowsProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const presence = useSnapshot(workspace.presence);
  const kept = useKept(conversations);
  const own = useQuery(useMemo(() => workspace.ownProfile(), [workspace]));
  const shown = useMemo(() => filterConversations(kept, filter), [kept, filter]);
  // One row takes part in Tab: the open one, else the first.
  const reachable = shown.some(({ space }) => space === selected) ? selected : shown[0]?.space;
  if (shown.length === 0) {
    return (
      <EmptyState illustration="nothing" title={t('chats.list.noMatch')}>
        {t('chats.list.noMatchText')}
      </EmptyState>
    );
  }
  return (
    <div role="presentation" className={styles['rows']} onKeyDown={moveFocus}>
      <ul ref={list} aria-label={t('chats.list.label')}>
        {shown.map((conversation) => (
          <li key={conversation.space} className={styles['row']}>
            <ConversationRow
              conversation={conversation}
              self={own.status === 'ready' ? own.value.account : null}
              isOnline={presence.has(conversation.account)}
              isSelected={conversation.space === selected}
              isReachable={conversation.space === reachable}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The same objects as before where nothing changed, so that only changed rows render again. */
function useKept(conversations: readonly Conversation[]): readonly Conversation[] {
  const [keep] = useState(conversationKeeper);
  return useMemo(() => keep(conversations), [keep, conversations]);
}

const STEPS: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (index, last) => Math.min(last, index + 1),
  ArrowUp: (index) => Math.max(0, index - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** Arrows, Home and End go through the rows. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (!step) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')];
  const index = links.findIndex((link) => link === document.activeElement);
  if (index === -1) return;
  event.preventDefault();
  links[step(index, links.length - 1)]?.focus();
}

function Empty(props: { readonly asking: number; readonly onAddContact: () => void }): ReactNode {
  const { asking, onAddContact } = props;
  const t = useT();
  if (asking > 0) {
    return (
      <EmptyState illustration="people" title={t('chats.list.asked', { count: asking })}>
        {t('chats.list.askedText', { count: asking })}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      illustration="people"
      title={t('chats.list.empty')}
      actions={
        <Button variant="primary" icon={<UserPlus aria-hidden />} onClick={onAddContact}>
          {t('chats.list.invite')}
        </Button>
      }
    >
      {t('chats.list.emptyText')}
    </EmptyState>
  );
}

function Failed(): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  return (
    <EmptyState illustration="nothing" title={t('chats.list.failed')}>
      {errorText('storage-failed')}
    </EmptyState>
  );
}
