import { Star, UserPlus, UsersRound } from 'lucide-react';
import { type ReactNode, Suspense, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { leavingImports } from '@services/undo/leavingImports.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ImportedTalk } from '@services/workspace/importWorkspace.ts';
import type { ChatHousekeeping } from '@services/workspace/preferenceWorkspace.ts';
import type { Conversation } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useLatest } from '@ui/hooks/useLatest.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import { useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { FAVOURITES } from '../favourites/favouritesPlace.ts';
import { conversationKeeper } from '../keepConversations.ts';
import { ChatRows, type ChatRowsProps, LIST_ID } from './ChatRows.tsx';
import styles from './ChatsList.module.css';
import { ALL_CHATS, type ChatView, chatsIn, isUnread, pinnedIn } from './chatsIn.ts';
import { filterConversations } from './filterConversations.ts';
import { type ListedChat, listed, standing } from './listedChat.ts';

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
  const { query, talks, isEmpty } = useChats();
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
      {isEmpty && <Empty asking={asking} onAddContact={onAddContact} />}
      {query.status === 'ready' && query.value.length + talks.length > 0 && (
        <Viewed conversations={query.value} talks={talks} filter={wanted} selected={selected} list={list} />
      )}
    </div>
  );
}

/** What the list is of. Empty it is only once both are read. */
function useChats() {
  const workspace = useWorkspace();
  const query = useQuery(useMemo(() => workspace.conversations(), [workspace]));
  const imported = useQuery(useMemo(() => workspace.importedTalks(), [workspace]));
  const talks = imported.status === 'ready' ? imported.value : NO_TALKS;
  const isRead = query.status === 'ready' && imported.status !== 'loading';
  return { query, talks, isEmpty: isRead && query.value.length + talks.length === 0 };
}

const NO_TALKS: readonly ImportedTalk[] = [];

interface ViewedProps extends Pick<ChatRowsProps, 'selected' | 'list'> {
  readonly conversations: readonly Conversation[];
  /** Chats that were imported. */
  readonly talks: readonly ImportedTalk[];
  readonly filter: string;
}

/** What the person looks at of all chats: those of a folder, of the archive, or all. While they filter, all of them. */
function Viewed({ conversations, talks, filter, selected, list }: ViewedProps): ReactNode {
  const workspace = useWorkspace();
  const now = useNow();
  const kept = useKept(conversations, talks);
  const pinned = useMemo(() => pinnedIn(kept), [kept]);
  const [chosen, setView] = useState<ChatView>(ALL_CHATS);
  const folders = useQueryValue(
    useMemo(() => workspace.housekeeping(), [workspace]),
    NOTHING_KEPT,
  ).folders;
  const archived = kept.filter(({ preferences }) => preferences.archived);
  const view = chosen.kind === 'archived' && archived.length === 0 ? ALL_CHATS : chosen;
  const isFiltered = filter.trim() !== '';
  const shown = useMemo(
    () => (isFiltered ? filterConversations(kept, filter) : chatsIn(view, standing(kept), { folders, now })),
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
      <ChatRows {...{ shown, pinned, selected, list }} isInFolder={!isFiltered && view.kind === 'folder'} />
    </div>
  );
}

const NOTHING_KEPT: ChatHousekeeping = { folders: [], wallpaper: { kind: 'none' } };

/** A chat that was marked as unread is not any more once it is opened. */
function useReadMarking(conversations: readonly ListedChat[], selected: string | null): void {
  const workspace = useWorkspace();
  const latest = useLatest(conversations);
  useEffect(() => {
    const opened = latest.current.find(({ space }) => space === selected);
    if (opened?.preferences.markedUnread === true) void workspace.choose(opened.space, { markedUnread: false });
  }, [workspace, selected, latest]);
}

/**
 * All chats but those that are about to be deleted; the same objects as before where nothing changed, so that only changed rows render again, and none
 * where all are the same.
 */
function useKept(conversations: readonly Conversation[], talks: readonly ImportedTalk[]): readonly ListedChat[] {
  const [keep] = useState(conversationKeeper);
  const leaving = useSnapshot(leavingImports(useWorkspace()));
  return useMemo(() => {
    const staying = talks.filter(({ space }) => !leaving.has(space));
    return keep(listed(conversations, staying));
  }, [keep, conversations, talks, leaving]);
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
        <>
          <Button variant="primary" icon={<UserPlus aria-hidden />} onClick={onAddContact}>
            {t('chats.list.invite')}
          </Button>
          <Button onClick={() => navigate('/settings/chats')}>{t('chats.list.bring')}</Button>
        </>
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
