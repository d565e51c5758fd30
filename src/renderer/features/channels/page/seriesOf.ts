import type { ChannelPostView } from '@services/workspace/channelWorkspace.ts';

/** Names of the series that articles among these posts belong to, the newest first. */
export function seriesOf(posts: readonly ChannelPostView[]): readonly string[] {
  return [...new Set(posts.map(({ article }) => article?.series ?? '').filter((name) => name !== ''))];
}
