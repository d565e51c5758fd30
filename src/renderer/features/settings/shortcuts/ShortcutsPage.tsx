import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Page } from '../layout/Page.tsx';
import { ShortcutList } from './ShortcutList.tsx';

/** Settings → Keyboard shortcuts. */
export function ShortcutsPage(): ReactNode {
  const t = useT();
  return (
    <Page title={t('settings.shortcuts')}>
      <ShortcutList level={2} />
    </Page>
  );
}
