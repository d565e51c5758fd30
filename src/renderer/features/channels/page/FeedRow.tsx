import { ExternalLink, RefreshCw } from 'lucide-react';
import { type ReactNode, use, useState } from 'react';
import { webFeedProblems } from '@domain/webfeed/problems.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { LinkContext } from '@ui/text/links.ts';
import { useReport } from '../useChannels.ts';
import styles from './ChannelPage.module.css';

export interface FeedRowProps {
  readonly channel: ChannelView;
  readonly feed: NonNullable<ChannelView['feed']>;
}

/** Where a feed of the web is from, when it was fetched, and what is wrong with that. */
export function FeedRow({ channel, feed }: FeedRowProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const errorText = useErrorText();
  const now = useNow();
  const ask = use(LinkContext);
  const { url, site, fetchedAt, problem, nextAt } = feed;
  return (
    <div className={styles['feed']}>
      <p className={styles['facts']}>
        <bdi dir="ltr">{URL.parse(url)?.host ?? url}</bdi>
        <span>
          {fetchedAt === null ? t('feeds.fetching') : t('feeds.fetched', { ago: formats.ago(fetchedAt, now) })}
        </span>
      </p>
      <div className={styles['actions']}>
        <RefreshButton channel={channel} />
        {site !== null && (
          <Button size="small" icon={<ExternalLink aria-hidden />} onClick={() => ask(site)}>
            {t('feeds.site')}
          </Button>
        )}
      </div>
      {problem !== null && (
        <AlertBanner tone="warning">
          {errorText(problem)} {t('feeds.next', { when: isolate(formats.moment(Math.max(nextAt, now), now)) })}
        </AlertBanner>
      )}
    </div>
  );
}

function RefreshButton({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const report = useReport();
  const [isPending, setPending] = useState(false);
  const refresh = async () => {
    setPending(true);
    const done = await workspace.refreshFeed(channel.id);
    setPending(false);
    // What is wrong with the feed stands beside it.
    if (!done.ok && !isProblem(done.error.code)) await report(Promise.resolve(done));
  };
  return (
    <Button size="small" icon={<RefreshCw aria-hidden />} pending={isPending} onClick={() => void refresh()}>
      {t('feeds.refresh')}
    </Button>
  );
}

function isProblem(code: WorkspaceErrorCode): boolean {
  return webFeedProblems.some((problem) => problem === code);
}
