import { type ReactNode, Suspense } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { lazy } from '@ui/loading/lazy.ts';
import { TheirCode } from './TheirCode.tsx';

const MyCode = lazy(() => import('../code/MyCode.tsx').then((module) => ({ default: module.MyCode })));
const PeopleNearby = lazy(() =>
  import('../nearby/PeopleNearby.tsx').then((module) => ({ default: module.PeopleNearby })),
);
const ByHand = lazy(() => import('../hand/ByHand.tsx').then((module) => ({ default: module.ByHand })));
const Tabs = lazy(() => import('@ui/overlays/Tabs.tsx').then((module) => ({ default: module.Tabs<AddContactTab> })));

/** The ways. */
export type AddContactTab = 'mine' | 'theirs' | 'nearby' | 'hand';

export interface AddContactTabsProps {
  readonly tab: AddContactTab;
  readonly onTab: (tab: AddContactTab) => void;
  /** Text that may be an invite: pasted, dropped or read from a code. */
  readonly onFound: (text: string) => void;
  /** Somebody was met without an invite. */
  readonly onChat: (space: SpaceId) => void;
}

/** My code, theirs, and who is in the same network. */
export function AddContactTabs({ tab, onTab, onFound, onChat }: AddContactTabsProps): ReactNode {
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
          { id: 'nearby', label: t('nearby.tab'), content: <PeopleNearby onFound={onFound} /> },
          { id: 'hand', label: t('hand.tab'), content: <ByHand onOpenChat={onChat} /> },
        ]}
      />
    </Suspense>
  );
}
