import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import type { Folder } from '@domain/preference/folders.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useFormats } from '@i18n/useFormats.ts';
import { Badge } from '@ui/display/Badge.tsx';
import { ALL_CHATS, type ChatView, unreadIn } from './chatsIn.ts';
import type { ListedChat } from './listedChat.ts';
import styles from './FolderTabs.module.css';

export interface FolderTabsProps {
  readonly view: ChatView;
  readonly folders: readonly Folder[];
  readonly conversations: readonly ListedChat[];
  readonly now: number;
  /** The id of the list that the tabs choose for. */
  readonly controls: string;
  readonly onChoose: (view: ChatView) => void;
}

const STEPS: Readonly<Record<string, (place: number, count: number) => number>> = {
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** All chats and the folders, above the list. Arrows, Home and End go through them; the chosen one alone takes part in Tab. */
export function FolderTabs(props: FolderTabsProps): ReactNode {
  const { view, folders, conversations, now, onChoose } = props;
  const t = useT();
  const list = useRef<HTMLDivElement>(null);
  const chosen = view.kind === 'folder' ? folders.findIndex(({ id }) => id === view.id) + 1 : 0;
  const choose = (place: number) => {
    const folder = folders[place - 1];
    onChoose(folder === undefined ? ALL_CHATS : { kind: 'folder', id: folder.id });
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[place]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const count = folders.length + 1;
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const isArrow = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
    const step = isArrow
      ? (chosen + (event.key === forward ? 1 : count - 1)) % count
      : STEPS[event.key]?.(chosen, count);
    if (step === undefined) return;
    event.preventDefault();
    choose(step);
  };
  return (
    <div
      ref={list}
      role="tablist"
      tabIndex={-1}
      aria-label={t('keeping.folders')}
      className={styles['tabs']}
      onKeyDown={onKeyDown}
    >
      <Tab isChosen={chosen === 0} controls={props.controls} onChoose={() => choose(0)}>
        {t('keeping.folders.all')}
      </Tab>
      {folders.map((folder, place) => (
        <Tab
          key={folder.id}
          isChosen={chosen === place + 1}
          controls={props.controls}
          unread={folder.rule.unread ? 0 : unreadIn(folder, conversations, now)}
          onChoose={() => choose(place + 1)}
        >
          <bdi dir="auto">{isolate(folder.name)}</bdi>
        </Tab>
      ))}
    </div>
  );
}

interface TabProps {
  readonly isChosen: boolean;
  readonly controls: string;
  /** Chats of it with something unread. */
  readonly unread?: number;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

function Tab({ isChosen, controls, unread = 0, onChoose, children }: TabProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  return (
    <button
      type="button"
      role="tab"
      aria-selected={isChosen}
      aria-controls={controls}
      tabIndex={isChosen ? 0 : -1}
      className={styles['tab']}
      onClick={onChoose}
    >
      {children}
      {unread > 0 && <Badge label={t('keeping.folders.unread', { count: unread })}>{formats.number(unread)}</Badge>}
    </button>
  );
}
