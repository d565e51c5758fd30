/** What channels are read with, the feeds of the web among them, and sites made of. Fetched when it is first asked for. */
import { exportSite } from '../site/exportSite.ts';
import { withWebFeeds } from '../webfeeds/webFeedReads.ts';
import type { SitePart } from '../workspace/siteWorkspace.ts';
import { type ChannelReadParts, type ChannelReads, createChannelReads, watchPostViews } from './channelReads.ts';

/** Joins them. */
export function joinChannelReads(parts: ChannelReadParts): { readonly reads: ChannelReads } & SitePart {
  const { feed } = parts.store;
  const postViews = (isAll: boolean) => watchPostViews(parts, isAll);
  const reads = withWebFeeds(createChannelReads(parts), { feed, postViews });
  const site = { feed, blobs: parts.blobs, channels: reads, postViews: () => postViews(false) };
  return { reads, exportSite: (channel, wish) => exportSite(site, channel, wish) };
}
