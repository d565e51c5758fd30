import {
  Archive,
  ArchiveRestore,
  ArrowDown,
  ArrowUp,
  Bell,
  BellOff,
  Folder,
  MailCheck,
  Mail,
  Pin,
  PinOff,
  SlidersHorizontal,
} from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { MAX_PINNED, isMuted } from '@domain/preference/preferences.ts';
import { isolate, type Translate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation, Workspace } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { chatListKeys } from '@ui/keys/chatListKeys.ts';
import { chordLabel } from '@ui/keys/chordLabel.ts';
import { type MenuEntry, type MenuRequest, useMenu } from '@ui/overlays/useMenu.tsx';
import { isUnread, movedPin } from '../list/chatsIn.ts';
import { ChooseFoldersDialog } from './ChooseFoldersDialog.tsx';
import { MuteDialog } from './MuteDialog.tsx';
import { useTold } from './useChoose.ts';

export interface RowMenuProps {
  readonly conversation: Conversation;
  readonly anchor: MenuRequest['anchor'];
  /** The pinned chats of the list in their order. */
  readonly pinned: readonly Conversation['space'][];
  readonly onClose: () => void;
}

type Asked = 'menu' | 'mute' | 'folders';

/** What can be done with a chat of the list. It opens by itself, and with it what it asks. */
export function RowMenu(props: RowMenuProps): ReactNode {
  const { conversation, anchor, onClose } = props;
  const t = useT();
  const [asked, setAsked] = useState<Asked>('menu');
  const { menu, isOpen, open } = useMenu();
  const [hasOpened, setOpened] = useState(false);
  const items = useItems(props, setAsked);
  useEffect(() => {
    open({ anchor, label: t('keeping.menu', { name: isolate(conversation.name) }), items });
    setOpened(true);
    // oxlint-disable-next-line react/exhaustive-deps -- opened once, for what was pressed: what changes meanwhile is in the next menu
  }, [anchor, conversation.space]);
  useEffect(() => {
    if (hasOpened && !isOpen && asked === 'menu') onClose();
  }, [hasOpened, isOpen, asked, onClose]);
  return (
    <>
      {menu}
      {asked === 'mute' && <MuteDialog conversation={conversation} onClose={onClose} />}
      {asked === 'folders' && <ChooseFoldersDialog conversation={conversation} onClose={onClose} />}
    </>
  );
}

function useItems({ conversation, pinned }: RowMenuProps, ask: (asked: Asked) => void): readonly MenuEntry[] {
  const t = useT();
  const workspace = useWorkspace();
  const told = useTold();
  const toast = useToast();
  const { space, preferences } = conversation;
  const choose = (choice: Parameters<Workspace['choose']>[1]) => void told(() => workspace.choose(space, choice));
  const archive = async () => {
    const archived = !preferences.archived;
    if (!(await told(() => workspace.choose(space, { archived })))) return;
    const undo = { label: t('common.undo'), onAction: () => choose({ archived: !archived }) };
    toast({ text: t(archived ? 'keeping.archive.done' : 'keeping.unarchive.done'), action: undo });
  };
  return [
    ...pinEntries({ t, conversation, pinned, pin: (spaces) => void told(() => workspace.pinChats(spaces)) }),
    readEntry({ t, conversation, workspace, told }),
    muteEntry({ t, conversation, ask, choose }),
    {
      id: 'archive',
      label: t(preferences.archived ? 'keeping.unarchive' : 'keeping.archive'),
      icon: preferences.archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />,
      onAction: () => void archive(),
    },
    { id: 'folders', label: t('keeping.folders.choose'), icon: <Folder aria-hidden />, onAction: () => ask('folders') },
    { id: 'line', isSeparator: true },
    {
      id: 'settings',
      label: t('keeping.settings'),
      icon: <SlidersHorizontal aria-hidden />,
      onAction: () => navigate(`/chats/${space}/settings`),
    },
  ];
}

interface PinSources {
  readonly t: Translate;
  readonly conversation: Conversation;
  readonly pinned: RowMenuProps['pinned'];
  readonly pin: (spaces: readonly Conversation['space'][]) => void;
}

function pinEntries({ t, conversation, pinned, pin }: PinSources): readonly MenuEntry[] {
  const { space, preferences } = conversation;
  if (preferences.archived) return [];
  const place = pinned.indexOf(space);
  if (place === -1) {
    return [
      {
        id: 'pin',
        label: t('keeping.pin'),
        icon: <Pin aria-hidden />,
        isDisabled: pinned.length >= MAX_PINNED,
        onAction: () => pin([space, ...pinned]),
      },
    ];
  }
  const others = pinned.filter((one) => one !== space);
  const moveTo = (target: Conversation['space'] | undefined) => () => {
    if (target !== undefined) pin(movedPin(pinned, space, target));
  };
  const [before, after] = [pinned[place - 1], pinned[place + 1]];
  const up: MenuEntry = {
    id: 'up',
    label: t('keeping.pin.up'),
    icon: <ArrowUp aria-hidden />,
    shortcut: chordLabel(chatListKeys.pinUp),
    onAction: moveTo(before),
  };
  const down: MenuEntry = {
    id: 'down',
    label: t('keeping.pin.down'),
    icon: <ArrowDown aria-hidden />,
    shortcut: chordLabel(chatListKeys.pinDown),
    onAction: moveTo(after),
  };
  return [
    { id: 'unpin', label: t('keeping.unpin'), icon: <PinOff aria-hidden />, onAction: () => pin(others) },
    ...(before === undefined ? [] : [up]),
    ...(after === undefined ? [] : [down]),
  ];
}

interface ReadSources {
  readonly t: Translate;
  readonly conversation: Conversation;
  readonly workspace: Workspace;
  readonly told: ReturnType<typeof useTold>;
}

function readEntry({ t, conversation, workspace, told }: ReadSources): MenuEntry {
  const { space, last } = conversation;
  if (!isUnread(conversation)) {
    return {
      id: 'unread',
      label: t('keeping.markUnread'),
      icon: <Mail aria-hidden />,
      onAction: () => void told(() => workspace.choose(space, { markedUnread: true })),
    };
  }
  const read = async () => {
    if (last !== null && !(await told(() => workspace.markRead(space, last.at)))) return;
    await told(() => workspace.choose(space, { markedUnread: false }));
  };
  return { id: 'read', label: t('keeping.markRead'), icon: <MailCheck aria-hidden />, onAction: () => void read() };
}

interface MuteSources {
  readonly t: Translate;
  readonly conversation: Conversation;
  readonly ask: (asked: Asked) => void;
  readonly choose: (choice: { readonly mutedUntil: number }) => void;
}

function muteEntry({ t, conversation, ask, choose }: MuteSources): MenuEntry {
  return isMuted(conversation.preferences, Date.now())
    ? {
        id: 'unmute',
        label: t('keeping.unmute'),
        icon: <Bell aria-hidden />,
        onAction: () => choose({ mutedUntil: 0 }),
      }
    : { id: 'mute', label: t('keeping.mute.menu'), icon: <BellOff aria-hidden />, onAction: () => ask('mute') };
}
