import { type ReactNode, useEffect, useState } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import { type MenuEntry, type MenuRequest, useMenu } from '@ui/overlays/useMenu.tsx';
import type { ListedChat } from '../list/listedChat.ts';

export interface OpenMenuProps {
  readonly chat: Pick<ListedChat, 'space' | 'name'>;
  readonly anchor: MenuRequest['anchor'];
  readonly items: readonly MenuEntry[];
  /** Hears that it was closed; null while something it asked is open. */
  readonly onClosed: (() => void) | null;
}

/** A menu of a row that opens by itself, once. */
export function useOpenMenu({ chat, anchor, items, onClosed }: OpenMenuProps): ReactNode {
  const t = useT();
  const { menu, isOpen, open } = useMenu();
  const [hasOpened, setOpened] = useState(false);
  useEffect(() => {
    open({ anchor, label: t('keeping.menu', { name: isolate(chat.name) }), items });
    setOpened(true);
    // oxlint-disable-next-line react/exhaustive-deps -- opened once, for what was pressed: what changes meanwhile is in the next menu
  }, [anchor, chat.space]);
  useEffect(() => {
    if (hasOpened && !isOpen) onClosed?.();
  }, [hasOpened, isOpen, onClosed]);
  return menu;
}
