import { Link2, Link2Off } from 'lucide-react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ImportedTalk } from '@services/workspace/importWorkspace.ts';
import type { MenuEntry } from '@ui/overlays/useMenu.tsx';
import { useTold } from '../keeping/useChoose.ts';

/** To put an imported chat before the chat of a contact, where it is a talk, or by itself again. */
export function useLinkEntry(
  { space, contact, isTalk }: Pick<ImportedTalk, 'space' | 'contact' | 'isTalk'>,
  ask: () => void,
): readonly MenuEntry[] {
  const t = useT();
  const workspace = useWorkspace();
  const told = useTold();
  if (contact !== null) {
    const onAction = () => void told(() => workspace.linkImport(space, null));
    return [{ id: 'unlink', label: t('importing.unlink'), icon: <Link2Off aria-hidden />, onAction }];
  }
  return isTalk ? [{ id: 'link', label: t('importing.link'), icon: <Link2 aria-hidden />, onAction: ask }] : [];
}
