import { Archive, ArchiveRestore, ArrowDown, ArrowUp, Folder, Pin, PinOff } from 'lucide-react';
import { MAX_PINNED } from '@domain/preference/preferences.ts';
import { type Translate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { chatListKeys } from '@ui/keys/chatListKeys.ts';
import { chordLabel } from '@ui/keys/chordLabel.ts';
import type { MenuEntry } from '@ui/overlays/useMenu.tsx';
import { type Pins, movedPin } from '../list/chatsIn.ts';
import type { ListedChat } from '../list/listedChat.ts';
import { useTold } from './useChoose.ts';

interface PinSources {
  readonly t: Translate;
  readonly chat: Pick<ListedChat, 'space' | 'preferences'>;
  readonly pins: Pins;
  readonly pin: (spaces: Pins['all']) => void;
}

/** To pin a chat, or to move it among the pinned ones of what the list shows. */
export function pinEntries({ t, chat, pins: { all, shown }, pin }: PinSources): readonly MenuEntry[] {
  const { space, preferences } = chat;
  if (preferences.archived) return [];
  if (!all.includes(space)) {
    return [
      {
        id: 'pin',
        label: t('keeping.pin'),
        icon: <Pin aria-hidden />,
        isDisabled: all.length >= MAX_PINNED,
        onAction: () => pin([space, ...all]),
      },
    ];
  }
  const others = all.filter((one) => one !== space);
  const place = shown.indexOf(space);
  const { pinUp, pinDown } = chatListKeys;
  const moves = [
    { id: 'up', label: t('keeping.pin.up'), icon: <ArrowUp aria-hidden />, key: pinUp, to: shown[place - 1] },
    { id: 'down', label: t('keeping.pin.down'), icon: <ArrowDown aria-hidden />, key: pinDown, to: shown[place + 1] },
  ];
  return [
    { id: 'unpin', label: t('keeping.unpin'), icon: <PinOff aria-hidden />, onAction: () => pin(others) },
    ...moves.flatMap(({ key, to, ...entry }) =>
      to === undefined ? [] : [{ ...entry, shortcut: chordLabel(key), onAction: () => pin(movedPin(all, space, to)) }],
    ),
  ];
}

/** To put a chat into the archive, or out of it; it can be taken back. */
export function useArchiveEntry({ space, preferences }: Pick<ListedChat, 'space' | 'preferences'>): MenuEntry {
  const t = useT();
  const workspace = useWorkspace();
  const told = useTold();
  const toast = useToast();
  const choose = (archived: boolean) => told(() => workspace.choose(space, { archived }));
  const archive = async () => {
    const archived = !preferences.archived;
    if (!(await choose(archived))) return;
    const undo = { label: t('common.undo'), onAction: () => void choose(!archived) };
    toast({ text: t(archived ? 'keeping.archive.done' : 'keeping.unarchive.done'), action: undo });
  };
  return {
    id: 'archive',
    label: t(preferences.archived ? 'keeping.unarchive' : 'keeping.archive'),
    icon: preferences.archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />,
    onAction: () => void archive(),
  };
}

/** To choose the folders a chat is in. */
export function folderEntry(t: Translate, onAction: () => void): MenuEntry {
  return { id: 'folders', label: t('keeping.folders.choose'), icon: <Folder aria-hidden />, onAction };
}
