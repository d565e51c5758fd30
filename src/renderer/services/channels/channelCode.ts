/** What channels are read with, the feeds of the web among them, and sites made of. Fetched when it is first asked for. */
import type { EventId } from '@shared/ids.ts';
import { exportSite } from '../site/exportSite.ts';
import { withWebFeeds } from '../webfeeds/webFeedReads.ts';
import type { SitePart } from '../workspace/siteWorkspace.ts';
import type { Acts } from '../workspace/acts.ts';
import { type ChannelReadParts, type ChannelReads, createChannelReads, watchPostViews } from './channelReads.ts';

/** What they work with: of the acts those of feeds as well. */
export interface ChannelCodeParts extends ChannelReadParts {
  readonly acts: ChannelReadParts['acts'] & Pick<Acts, 'fetchFeedText'>;
}

/** Joins them. */
export function joinChannelReads(parts: ChannelCodeParts): ChannelReads & SitePart {
  const { feed } = parts.store;
  const postViews = (isAll: boolean) => watchPostViews(parts, isAll);
  const fetchText = (entry: EventId) => parts.acts.fetchFeedText(entry);
  const reads = withWebFeeds(createChannelReads(parts), { feed, postViews, fetchText });
  const site = { feed, blobs: parts.blobs, channels: reads, postViews: () => postViews(false) };
  return { ...reads, exportSite: (channel, wish) => exportSite(site, channel, wish) };
}
