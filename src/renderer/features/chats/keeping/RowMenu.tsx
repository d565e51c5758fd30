import { Bell, BellOff, MailCheck, Mail, SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { isMuted } from '@domain/preference/preferences.ts';
import { type Translate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation, Workspace } from '@services/workspace/workspace.ts';
import type { MenuEntry, MenuRequest } from '@ui/overlays/useMenu.tsx';
import { type Pins, isUnread } from '../list/chatsIn.ts';
import type { ListedChat } from '../list/listedChat.ts';
import { ImportedMenu } from '../importing/ImportedMenu.tsx';
import { ChooseFoldersDialog } from './ChooseFoldersDialog.tsx';
import { MuteDialog } from './MuteDialog.tsx';
import { folderEntry, pinEntries, useArchiveEntry } from './rowEntries.tsx';
import { useTold } from './useChoose.ts';
import { useOpenMenu } from './useOpenMenu.ts';

export interface RowMenuProps {
  readonly chat: ListedChat;
  readonly anchor: MenuRequest['anchor'];
  readonly pins: Pins;
  readonly onClose: () => void;
}

/** What can be done with a chat of the list. It opens by itself, and with it what it asks. */
export function RowMenu({ chat, ...rest }: RowMenuProps): ReactNode {
  return chat.kind === 'imported' ? (
    <ImportedMenu talk={chat} {...rest} />
  ) : (
    <ConversationMenu conversation={chat} {...rest} />
  );
}

interface MenuProps extends Omit<RowMenuProps, 'chat'> {
  readonly conversation: Conversation;
}

type Asked = 'menu' | 'mute' | 'folders';

function ConversationMenu(props: MenuProps): ReactNode {
  const { conversation, anchor, onClose } = props;
  const [asked, setAsked] = useState<Asked>('menu');
  const items = useItems(props, setAsked);
  const menu = useOpenMenu({ chat: conversation, anchor, items, onClosed: asked === 'menu' ? onClose : null });
  return (
    <>
      {menu}
      {asked === 'mute' && <MuteDialog conversation={conversation} onClose={onClose} />}
      {asked === 'folders' && <ChooseFoldersDialog conversation={conversation} onClose={onClose} />}
    </>
  );
}

function useItems({ conversation, pins }: MenuProps, ask: (asked: Asked) => void): readonly MenuEntry[] {
  const t = useT();
  const workspace = useWorkspace();
  const told = useTold();
  const archive = useArchiveEntry(conversation);
  const { space } = conversation;
  const choose = (choice: Parameters<Workspace['choose']>[1]) => void told(() => workspace.choose(space, choice));
  return [
    ...pinEntries({ t, chat: conversation, pins, pin: (spaces) => void told(() => workspace.pinChats(spaces)) }),
    readEntry({ t, conversation, workspace, told }),
    muteEntry({ t, conversation, ask, choose }),
    archive,
    folderEntry(t, () => ask('folders')),
    { id: 'line', isSeparator: true },
    {
      id: 'settings',
      label: t('keeping.settings'),
      icon: <SlidersHorizontal aria-hidden />,
      onAction: () => navigate(`/chats/${space}/settings`),
    },
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
