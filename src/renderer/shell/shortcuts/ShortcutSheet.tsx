import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { DialogSurface } from '@ui/overlays/DialogSurface.tsx';
import { ShortcutList } from '../../features/settings/shortcuts/ShortcutList.tsx';

/** Every key there is, over wherever one is. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT();
  return (
    <DialogSurface title={t('settings.shortcuts')} closeLabel={t('common.close')} size="large" onClose={onClose}>
      <ShortcutList level={3} />
    </DialogSurface>
  );
}
