import { type ReactNode, Suspense } from 'react';
import { type SpaceId, spaceId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import type { Workspace } from '@services/workspace/workspace.ts';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { lazy } from '@ui/loading/lazy.ts';
import { detailsPageOf } from '../details/detailsPage.ts';
import type { ChatsContentProps } from './chatsContentProps.ts';
import { FAVOURITES } from '../favourites/favouritesPlace.ts';
import { MissingConversation } from './MissingConversation.tsx';
import styles from './ChatsContent.module.css';

let conversationCode: typeof import('./OpenConversation.tsx') | null = null;
const loadConversation = async () => {
  conversationCode = await import('./OpenConversation.tsx');
  return conversationCode;
};
const OpenConversation = lazy(() => loadConversation().then((module) => ({ default: module.OpenConversation })));
const ChatDetails = lazy(() =>
  import('../details/ChatDetails.tsx').then((module) => ({ default: module.ChatDetails })),
);

const FavouritesPage = lazy(() =>
  import('../favourites/FavouritesPage.tsx').then((module) => ({ default: module.FavouritesPage })),
);

/** Fetches what an open conversation needs, so that the first press on a chat does not wait for it. */
export function preloadConversation(): void {
  // Whoever opens one is told.
  loadConversation().catch(() => undefined);
}

/** Has a conversation read whose row is pressed, where the code for it is here: to import it once more takes until after the click. */
export function expectConversation(workspace: Workspace, space: SpaceId): void {
  conversationCode?.expectChat(workspace, space);
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
