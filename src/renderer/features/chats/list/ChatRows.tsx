import { type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode, useMemo, useState } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { moveFocus } from '@ui/controls/moveFocus.ts';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { expectConversation } from '../conversation/ChatsContent.tsx';
import styles from './ChatsList.module.css';
import { BlockOfRows } from './BlockOfRows.tsx';
import { pinnedIn } from './chatsIn.ts';
import type { ListedChat } from './listedChat.ts';
import { movedByKeys } from './movedByKeys.ts';
import { type RowBlock, blockKeeper } from './rowBlocks.ts';
import { usePinDrag } from './usePinDrag.ts';
import { useRowMenu } from './useRowMenu.tsx';

/** The id of the list, for what chooses what it shows. */
export const LIST_ID = 'chats-list';

export interface ChatRowsProps {
  readonly shown: readonly ListedChat[];
  /** Every pinned chat in its order, also those that are not shown. */
  readonly pinned: readonly ListedChat['space'][];
  readonly selected: string | null;
  readonly list: { current: HTMLDivElement | null };
  readonly isInFolder: boolean;
}

/** The rows of the list. */
export function ChatRows({ shown, pinned, selected, list, isInFolder }: ChatRowsProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const presence = useSnapshot(workspace.presence);
  const typing = useSnapshot(workspace.typing);
  const own = useQuery(useMemo(() => workspace.ownProfile(), [workspace]));
  const pins = useMemo(() => ({ all: pinned, shown: pinnedIn(shown) }), [pinned, shown]);
  const [divide] = useState(() => blockKeeper<ListedChat>());
  const blocks = useMemo(() => divide(shown), [divide, shown]);
  const { menu, openFor } = useRowMenu(pins);
  const drag = usePinDrag(pins, (spaces) => void workspace.pinChats(spaces));
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
    if (conversation.kind !== 'imported') expectConversation(workspace, conversation.space);
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
    const moved = movedByKeys(event, pins);
    if (moved === null) moveFocus(event, 'a');
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
function goAtOnce(event: MouseEvent<HTMLElement>, space: ListedChat['space']): void {
  const isElsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (isElsewhere || event.defaultPrevented || location.hash === `#/chats/${space}`) return;
  event.preventDefault();
  navigate(`/chats/${space}`);
}

const isInLink = (target: EventTarget) => target instanceof Element && target.closest('a') !== null;

const isPinned = ({ preferences }: ListedChat) => preferences.pinned !== null;

const hasRow = ({ conversations }: RowBlock<ListedChat>, row: string | null) =>
  row !== null && conversations.some(({ space }) => space === row);
