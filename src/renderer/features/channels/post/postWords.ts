import type { ChannelPostView } from '@services/workspace/channelWorkspace.ts';

const LONGEST = 80;

/** What a post is called where only a line of it is named: its title, or its first words; empty where it has none. */
export function postTitle({ article, body }: Pick<ChannelPostView, 'article' | 'body'>): string {
  if (article !== null) return article.title;
  const line = (body?.text ?? '').trim().split('\n')[0] ?? '';
  return line.length > LONGEST ? `${line.slice(0, LONGEST).trimEnd()}…` : line;
}
