import { Pencil, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ImportedTalk } from '@services/workspace/importWorkspace.ts';
import type { MenuEntry, MenuRequest } from '@ui/overlays/useMenu.tsx';
import { ChooseFoldersDialog } from '../keeping/ChooseFoldersDialog.tsx';
import { folderEntry, pinEntries, useArchiveEntry } from '../keeping/rowEntries.tsx';
import { useTold } from '../keeping/useChoose.ts';
import { useOpenMenu } from '../keeping/useOpenMenu.ts';
import type { Pins } from '../list/chatsIn.ts';
import { LinkDialog } from './LinkDialog.tsx';
import { RenameDialog } from './RenameDialog.tsx';
import { useLinkEntry } from './useLinkEntry.tsx';
import { useRemoveImport } from './useRemoveImport.ts';

export interface ImportedMenuProps {
  readonly talk: ImportedTalk;
  readonly anchor: MenuRequest['anchor'];
  readonly pins: Pins;
  readonly onClose: () => void;
}

type Asked = 'menu' | 'folders' | 'link' | 'rename';

/** What can be done with an imported chat of the list. */
export function ImportedMenu({ talk, anchor, pins, onClose }: ImportedMenuProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const told = useTold();
  const { remove } = useRemoveImport();
  const [asked, setAsked] = useState<Asked>('menu');
  const archive = useArchiveEntry(talk);
  const link = useLinkEntry(talk, () => setAsked('link'));
  const items: readonly MenuEntry[] = [
    ...pinEntries({ t, chat: talk, pins, pin: (spaces) => void told(() => workspace.pinChats(spaces)) }),
    archive,
    folderEntry(t, () => setAsked('folders')),
    { id: 'line', isSeparator: true },
    ...link,
    { id: 'rename', label: t('importing.rename'), icon: <Pencil aria-hidden />, onAction: () => setAsked('rename') },
    { id: 'remove', label: t('importing.remove'), icon: <Trash2 aria-hidden />, onAction: () => remove(talk) },
  ];
  const menu = useOpenMenu({ chat: talk, anchor, items, onClosed: asked === 'menu' ? onClose : null });
  return (
    <>
      {menu}
      {asked === 'folders' && <ChooseFoldersDialog conversation={talk} onClose={onClose} />}
      {asked === 'link' && <LinkDialog talk={talk} onClose={onClose} />}
      {asked === 'rename' && <RenameDialog chat={talk} onClose={onClose} />}
    </>
  );
}
