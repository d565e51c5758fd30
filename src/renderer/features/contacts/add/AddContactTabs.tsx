import { type ReactNode, Suspense } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { lazy } from '@ui/loading/lazy.ts';
import { TheirCode } from './TheirCode.tsx';

const MyCode = lazy(() => import('../code/MyCode.tsx').then((module) => ({ default: module.MyCode })));
const Tabs = lazy(() => import('@ui/overlays/Tabs.tsx').then((module) => ({ default: module.Tabs<AddContactTab> })));

/** The two ways. */
export type AddContactTab = 'mine' | 'theirs';

export interface AddContactTabsProps {
  readonly tab: AddContactTab;
  readonly onTab: (tab: AddContactTab) => void;
  /** Text that may be an invite: pasted, dropped or read from a code. */
  readonly onFound: (text: string) => void;
}

/** My code, and theirs. */
export function AddContactTabs({ tab, onTab, onFound }: AddContactTabsProps): ReactNode {
  const t = useT();
  return (
    <Suspense fallback={<Skeleton shape="block" />}>
      <Tabs
        label={t('contacts.dialog.tabs')}
        selected={tab}
        onChange={onTab}
        tabs={[
          { id: 'mine', label: t('contacts.dialog.mine'), content: <MyCode /> },
          { id: 'theirs', label: t('contacts.dialog.theirs'), content: <TheirCode onFound={onFound} /> },
        ]}
      />
    </Suspense>
  );
}
