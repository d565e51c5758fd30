import { type ReactNode, useMemo } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { LinkScope } from '@ui/text/LinkScope.tsx';
import { AlbumPage } from '../album/AlbumPage.tsx';
import { ChoicesPage } from '../audience/ChoicesPage.tsx';
import { AwayPage } from '../away/AwayPage.tsx';
import { FeedPage } from '../feed/FeedPage.tsx';
import { SavedPage } from '../feed/SavedPage.tsx';
import { NewsPage } from '../news/NewsPage.tsx';
import { LeavingScope } from '../post/LeavingScope.tsx';
import { PostPage } from '../post/PostPage.tsx';
import { type MomentLinks, MomentLinksContext } from './links.ts';
import { type MomentsPlace, momentsPlaceOf } from './momentsPlace.ts';

export interface MomentsContentProps extends MomentLinks {
  /** The tail of `#/moments/…`; null for the room itself. */
  readonly selected: string | null;
}

/** One page of moments: the feed, an album, a post, what others did, what was saved, what one chose. */
export function MomentsContent({ selected, ...ways }: MomentsContentProps): ReactNode {
  const { onOpenContact, onOpenPackage, onOpenChannelPost } = ways;
  const links = useMemo(
    () => ({ onOpenContact, onOpenPackage, onOpenChannelPost }),
    [onOpenContact, onOpenPackage, onOpenChannelPost],
  );
  const place = useMemo(() => momentsPlaceOf(selected ?? ''), [selected]);
  return (
    <MomentLinksContext value={links}>
      <Outside>
        <LeavingScope>
          <Page place={place} />
        </LeavingScope>
      </Outside>
    </MomentLinksContext>
  );
}

function Page({ place }: { readonly place: MomentsPlace }): ReactNode {
  const t = useT();
  const [, navigate] = useHashLocation();
  switch (place.page) {
    case 'feed':
      return (
        <FeedPage
          composing={place.composing}
          sharing={place.sharing}
          onComposed={() => navigate('/moments/all', { replace: true })}
        />
      );
    case 'album':
      return <AlbumPage key={place.account} account={place.account} />;
    case 'post':
      return <PostPage key={place.post} post={place.post} />;
    case 'news':
      return <NewsPage />;
    case 'away':
      return <AwayPage />;
    case 'saved':
      return <SavedPage />;
    case 'choices':
      return <ChoicesPage />;
    case 'missing':
      return (
        <EmptyState illustration="nothing" title={t('moments.missing')}>
          {t('moments.missing.text')}
        </EmptyState>
      );
  }
}

/** Asks before an address in a post is opened outside. */
function Outside({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const open = async (url: string) => {
    const opened = await workspace.openExternal(url);
    if (!opened.ok) toast({ tone: 'danger', text: errorText(opened.error.code) });
  };
  return (
    <LinkScope
      title={t('moments.link.title')}
      description={t('moments.link.text')}
      openLabel={t('moments.link.open')}
      cancelLabel={t('common.cancel')}
      lookAlike={t('common.link.lookAlike')}
      onOpen={(url) => void open(url)}
    >
      {children}
    </LinkScope>
  );
}
