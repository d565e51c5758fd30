import { type ReactNode, useCallback, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { LinkScope } from '@ui/text/LinkScope.tsx';
import { type ChannelLinks, ChannelLinksContext } from './channelLinks.ts';
import { type ChannelPlace, channelPlaceOf } from './channelPlace.ts';
import { LettersPage } from './letters/LettersPage.tsx';
import { TalkPage } from './letters/TalkPage.tsx';
import { AllPosts } from './page/AllPosts.tsx';
import { ChannelPage } from './page/ChannelPage.tsx';
import { PostPage } from './post/PostPage.tsx';
import { ChannelSettings } from './settings/ChannelSettings.tsx';
import { useReport } from './useChannels.ts';
import { DraftsPage } from './write/DraftsPage.tsx';
import { WritePage } from './write/WritePage.tsx';

export interface ChannelsContentProps extends ChannelLinks {
  /** What is open, the tail of `#/channels/…`. */
  readonly selected: string | null;
}

/** The page the address names: all posts, a channel, a post, a draft, letters, settings. */
export function ChannelsContent(props: ChannelsContentProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const report = useReport();
  const { selected, onOpenChannel, onOpenPackage, onOpenContact, onSendPost, onWallet } = props;
  const links = useMemo(
    () => ({ onOpenChannel, onOpenPackage, onOpenContact, onSendPost, onWallet }),
    [onOpenChannel, onOpenPackage, onOpenContact, onSendPost, onWallet],
  );
  const open = useCallback((url: string) => void report(workspace.openExternal(url)), [report, workspace]);
  return (
    <LinkScope
      title={t('chats.link.title')}
      description={t('chats.link.text')}
      openLabel={t('chats.link.open')}
      cancelLabel={t('common.cancel')}
      lookAlike={t('common.link.lookAlike')}
      onOpen={open}
    >
      <ChannelLinksContext value={links}>
        <Page place={channelPlaceOf(selected)} />
      </ChannelLinksContext>
    </LinkScope>
  );
}

function Page({ place }: { readonly place: ChannelPlace }): ReactNode {
  switch (place.kind) {
    case 'all':
      return <AllPosts />;
    case 'channel':
      return <ChannelPage key={place.channel} id={place.channel} />;
    case 'post':
      return <PostPage key={place.post} id={place.post} channel={place.channel} link={place.link} />;
    case 'write':
      return <WritePage key={place.draft} id={place.draft} />;
    case 'drafts':
      return <DraftsPage channel={place.channel} />;
    case 'letters':
      return <LettersPage channel={place.channel} />;
    case 'talk':
      return <TalkPage key={place.channel} channel={place.channel} />;
    case 'settings':
      return <ChannelSettings key={place.channel} id={place.channel} />;
  }
}
