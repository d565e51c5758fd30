import { Star, UserPlus, UsersRound } from 'lucide-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  Suspense,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { navigate } from 'wouter/use-hash-location';
import { arranged } from '@domain/preference/preferences.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ChatHousekeeping } from '@services/workspace/preferenceWorkspace.ts';
import type { Conversation } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { expectConversation } from '../conversation/ChatsContent.tsx';
import { FAVOURITES } from '../favourites/favouritesPlace.ts';
import styles from './ChatsList.module.css';
import { ALL_CHATS, type ChatView, chatsIn, isUnread } from './chatsIn.ts';
import { movedByKeys } from './movedByKeys.ts';
import { moveFocus } from './moveFocus.ts';
import { BlockOfRows } from './BlockOfRows.tsx';
import { filterConversations } from './filterConversations.ts';
import { conversationKeeper } from '../keepConversations.ts';
import { blockKeeper, type RowBlock } from './rowBlocks.ts';
import { usePinDrag } from './usePinDrag.ts';
import { useRowMenu } from './useRowMenu.tsx';

const FolderTabs = lazy(() => import('./FolderTabs.tsx').then((module) => ({ default: module.FolderTabs })));
const ArchivePart = lazy(() => import('./ArchivePart.tsx').then((module) => ({ default: module.ArchivePart })));

export interface ChatsListProps {
  /** The open chat. */
  readonly selected: string | null;
  readonly onAddContact: () => void;
  readonly onNewGroup: () => void;
  /** The rows of those who ask to be a contact; shown on top while somebody does. */
  readonly requests?: ReactNode;
}

/** All conversations, the pinned ones and then the newest on top; above them who wants to have one, and the folders. */
export function ChatsList({ selected, onAddContact, onNewGroup, requests }: ChatsListProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const [filter, setFilter] = useState('');
  const wanted = useDeferredValue(filter);
  const list = useRef<HTMLDivElement>(null);
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
            <IconButton
              label={t('chats.list.favourites')}
              icon={<Star aria-hidden />}
              onClick={() => navigate(`/chats/${FAVOURITES}`)}
            />
            <IconButton label={t('chats.list.newGroup')} icon={<UsersRound aria-hidden />} onClick={onNewGroup} />
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
        <Viewed conversations={query.value} filter={wanted} selected={selected} list={list} />
      )}
    </div>
  );
}

interface RowsProps {
  readonly conversations: readonly Conversation[];
  readonly filter: string;
  readonly selected: string | null;
  readonly list: { current: HTMLDivElement | null };
}

const LIST_ID = 'chats-list';

/** What the person looks at of all chats: those of a folder, of the archive, or all. While they filter, all of them. */
function Viewed({ conversations, filter, selected, list }: RowsProps): ReactNode {
  const workspace = useWorkspace();
  const now = useNow();
  const kept = useKept(conversations);
  const [chosen, setView] = useState<ChatView>(ALL_CHATS);
  const folders = useQueryValue(
    useMemo(() => workspace.housekeeping(), [workspace]),
    NOTHING_KEPT,
  ).folders;
  const archived = kept.filter(({ preferences }) => preferences.archived);
  const view = chosen.kind === 'archived' && archived.length === 0 ? ALL_CHATS : chosen;
  const isFiltered = filter.trim() !== '';
  const shown = useMemo(
    () => (isFiltered ? filterConversations(kept, filter) : chatsIn(view, kept, { folders, now })),
    [isFiltered, kept, filter, view, folders, now],
  );
  useReadMarking(kept, selected);
  return (
    <div className={styles['viewed']}>
      {!isFiltered && folders.length > 0 && view.kind !== 'archived' && (
        <Suspense fallback={<div className={styles['folders']} />}>
          <div className={styles['folders']}>
            <FolderTabs {...{ view, folders, now }} conversations={kept} controls={LIST_ID} onChoose={setView} />
          </div>
        </Suspense>
      )}
      {!isFiltered && view.kind !== 'folder' && archived.length > 0 && (
        <Suspense fallback={null}>
          <ArchivePart
            isOpen={view.kind === 'archived'}
            count={archived.length}
            unread={archived.filter(isUnread).length}
            onTurn={(isOpen) => setView(isOpen ? { kind: 'archived' } : ALL_CHATS)}
          />
        </Suspense>
      )}
      <Rows shown={shown} selected={selected} list={list} isInFolder={!isFiltered && view.kind === 'folder'} />
    </div>
  );
}

const NOTHING_KEPT: ChatHousekeeping = { folders: [], wallpaper: { kind: 'none' } };

/** A chat that was marked as unread is not any more once it is opened. */
function useReadMarking(conversations: readonly Conversation[], selected: string | null): void {
  const workspace = useWorkspace();
  const latest = useRef(conversations);
  useEffect(() => {
    latest.current = conversations;
  }, [conversations]);
  useEffect(() => {
    const opened = latest.current.find(({ space }) => space === selected);
    if (opened?.preferences.markedUnread === true) void workspace.choose(opened.space, { markedUnread: false });
  }, [workspace, selected]);
}

interface ShownRowsProps extends Omit<RowsProps, 'conversations' | 'filter'> {
  readonly shown: readonly Conversation[];
  readonly isInFolder: boolean;
}

function Rows({ shown, selected, list, isInFolder }: ShownRowsProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const presence = useSnapshot(workspace.presence);
  const typing = useSnapshot(workspace.typing);
  const own = useQuery(useMemo(() => workspace.ownProfile(), [workspace]));
  const pinned = useMemo(
    () => arranged(shown).flatMap((conversation) => (isPinned(conversation) ? [conversation.space] : [])),
    [shown],
  );
  const [divide] = useState(() => blockKeeper());
  const blocks = useMemo(() => divide(shown), [divide, shown]);
  const { menu, openFor } = useRowMenu(pinned);
  const drag = usePinDrag(pinned, (spaces) => void workspace.pinChats(spaces));
  // One row takes part in Tab: the open one, else the first.
  const reachable = shown.some(({ space }) => space === selected) ? selected : (shown[0]?.space ?? null);
  if (shown.length === 0) {
    return (
      <EmptyState illustration="nothing" title={t(isInFolder ? 'chats.list.folderEmpty' : 'chats.list.noMatch')}>
        {t(isInFolder ? 'chats.list.folderEmptyText' : 'chats.list.noMatchText')}
      </EmptyState>
    );
  }
  const rowOf = ({ target }: MouseEvent<HTMLElement>) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-space]') : null;
    return { row, conversation: shown.find(({ space }) => space === row?.dataset['space']) };
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const { conversation } = rowOf(event);
    if (conversation === undefined || event.button !== 0 || conversation.space === selected) return;
    expectConversation(workspace, conversation.space);
  };
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const { conversation } = rowOf(event);
    if (conversation !== undefined && isInLink(event.target)) goAtOnce(event, conversation.space);
  };
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    const { row, conversation } = rowOf(event);
    if (conversation === undefined || row === null) return;
    event.preventDefault();
    // A keyboard makes this event without a pointer position: then the menu belongs to the row.
    const isKeyboard = event.clientX === 0 && event.clientY === 0;
    openFor(conversation, isKeyboard ? row : { x: event.clientX, y: event.clientY });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const moved = movedByKeys(event, pinned);
    if (moved === null) moveFocus(event);
    else void workspace.pinChats(moved);
  };
  return (
    <div role="presentation" className={styles['rows']} {...{ onKeyDown, onPointerDown, onClick, onContextMenu }}>
      <div role="list" ref={list} id={LIST_ID} aria-label={t('chats.list.label')}>
        {blocks.map((block) => (
          <BlockOfRows
            key={block.key}
            {...{ block, presence, typing }}
            self={own.status === 'ready' ? own.value.account : null}
            selected={hasRow(block, selected) ? selected : null}
            reachable={hasRow(block, reachable) ? reachable : null}
            drag={block.conversations.some(isPinned) ? drag : null}
          />
        ))}
      </div>
      {menu}
    </div>
  );
}

/**
 * Opens the chat of a link within the click. The browser's own way tells of it in a task of its own, after a frame in which nothing is to be seen yet.
 * Where the link is to open elsewhere, or leads to where one is, it is left to the browser.
 */
function goAtOnce(event: MouseEvent<HTMLElement>, space: Conversation['space']): void {
  const isElsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (isElsewhere || event.defaultPrevented || location.hash === `#/chats/${space}`) return;
  event.preventDefault();
  navigate(`/chats/${space}`);
}

const isInLink = (target: EventTarget) => target instanceof Element && target.closest('a') !== null;

const isPinned = ({ preferences }: Conversation) => preferences.pinned !== null;

const hasRow = ({ conversations }: RowBlock, row: string | null) =>
  row !== null && conversations.some(({ space }) => space === row);

/** The same objects as before where nothing changed, so that only changed rows render again, and none where all are the same. */
function useKept(conversations: readonly Conversation[]): readonly Conversation[] {
  const [keep] = useState(conversationKeeper);
  return useMemo(() => keep(conversations), [keep, conversations]);
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
