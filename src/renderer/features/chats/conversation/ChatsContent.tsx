import { type ReactNode, Suspense } from 'react';
import { spaceId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { lazy } from '@ui/loading/lazy.ts';
import { detailsPageOf } from '../details/detailsPage.ts';
import type { ChatsContentProps } from './chatsContentProps.ts';
import { FAVOURITES } from '../favourites/favouritesPlace.ts';
import { MissingConversation } from './MissingConversation.tsx';
import styles from './ChatsContent.module.css';

const loadConversation = () => import('./OpenConversation.tsx');
const OpenConversation = lazy(() => loadConversation().then((module) => ({ default: module.OpenConversation })));
const ChatDetails = lazy(() =>
  import('../details/ChatDetails.tsx').then((module) => ({ default: module.ChatDetails })),
);

const FavouritesPage = lazy(() =>
  import('../favourites/FavouritesPage.tsx').then((module) => ({ default: module.FavouritesPage })),
);

/** Fetches what an open conversation needs, so that the first press on a chat does not wait for it. */
export function preloadConversation(): void {
  void loadConversation();
}

/** The open conversation, or what to do when there is none. */
export function ChatsContent(props: ChatsContentProps): ReactNode {
  const t = useT();
  if (props.selected === FAVOURITES) {
    return (
      <Suspense fallback={<div className={styles['conversation']} aria-busy="true" />}>
        <FavouritesPage onClose={props.onClose} />
      </Suspense>
    );
  }
  const space = props.selected === null ? null : spaceId(props.selected);
  if (space === null) {
    return (
      <div className={styles['nothing']}>
        <EmptyState illustration="tree" title={t('chats.none.title')}>
          {t('chats.none.text')}
        </EmptyState>
      </div>
    );
  }
  if (!space.ok) return <MissingConversation onClose={props.onClose} />;
  const page = detailsPageOf(props.message);
  if (page !== null) {
    return (
      <Suspense fallback={null}>
        <ChatDetails key={space.value} space={space.value} page={page} />
      </Suspense>
    );
  }
  return (
    <Suspense fallback={<div className={styles['conversation']} aria-busy="true" />}>
      <OpenConversation {...props} space={space.value} />
    </Suspense>
  );
}
