import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { toggled } from '@shared/toggled.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { wordSearch } from '@i18n/wordSearch.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { BoxLabel, BoxList } from '@ui/controls/BoxList.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Forward.module.css';

export interface ForwardDialogProps {
  readonly title: string;
  readonly isPending: boolean;
  readonly onForward: (spaces: readonly SpaceId[]) => void;
  readonly onClose: () => void;
}

/** Most chats at once. */
const MOST_TARGETS = 20;

/**
 * Where something goes on to: one chat or several. By keyboard as one chooses members: typing narrows, Enter takes the first that
 * matches, arrow down goes into the list, where the space bar ticks.
 */
export function ForwardDialog({ title, isPending, onForward, onClose }: ForwardDialogProps): ReactNode {
  const t = useT();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<SpaceId>>(new Set());
  const list = useRef<HTMLDivElement>(null);
  const shown = useTargets(typed);
  const toggle = (space: SpaceId) => setChosen((before) => toggled(before, space));
  const onKeyDown = (event: KeyboardEvent) => {
    const [first] = shown;
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || typed.trim() === '' || first === undefined) return;
    event.preventDefault();
    toggle(first.space);
    setTyped('');
  };
  return (
    <Dialog
      isOpen
      title={title}
      closeLabel={t('common.cancel')}
      onClose={onClose}
      footer={
        <Button
          variant="primary"
          disabled={chosen.size === 0}
          pending={isPending}
          onClick={() => onForward([...chosen])}
        >
          {chosen.size === 0 ? t('messages.forward') : t('messages.forward.send', { count: chosen.size })}
        </Button>
      }
    >
      <div className={styles['targets']}>
        <div role="presentation" onKeyDown={onKeyDown}>
          <SearchField
            autoFocus
            label={t('messages.forward.search')}
            clearLabel={t('common.clear')}
            value={typed}
            onChange={setTyped}
            onArrowDown={() => list.current?.querySelector('input')?.focus()}
          />
        </div>
        <BoxList
          ref={list}
          label={t('messages.forward.chats')}
          className={styles['list']}
          note={shown.length === 0 && <p className={styles['none']}>{t('messages.forward.none')}</p>}
        >
          {shown.map((chat) => (
            <li key={chat.space}>
              <Checkbox
                checked={chosen.has(chat.space)}
                disabled={!chosen.has(chat.space) && chosen.size >= MOST_TARGETS}
                onChange={() => toggle(chat.space)}
                label={<Target chat={chat} />}
              />
            </li>
          ))}
        </BoxList>
      </div>
    </Dialog>
  );
}

/** Chats one may write in, the newest first, that match. */
function useTargets(typed: string): readonly Conversation[] {
  const workspace = useWorkspace();
  const conversations = useQueryValue(
    useMemo(() => workspace.conversations(), [workspace]),
    [],
  );
  return useMemo(() => {
    const matches = wordSearch(typed);
    return conversations.filter((chat) => mayWrite(chat) && matches(chat.name));
  }, [conversations, typed]);
}

function mayWrite({ kind, blocked, contactState, groupState }: Conversation): boolean {
  return kind === 'group' ? groupState === 'active' : !blocked && contactState === 'accepted';
}

function Target({ chat }: { readonly chat: Conversation }): ReactNode {
  const isGroup = chat.kind === 'group';
  return (
    <BoxLabel>
      <Avatar
        account={isGroup ? chat.space : chat.account}
        name={chat.name}
        avatar={chat.avatar}
        isGroup={isGroup}
        size="small"
      />
      <PersonName>{chat.name}</PersonName>
    </BoxLabel>
  );
}
