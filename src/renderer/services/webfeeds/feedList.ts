import { escapeMarkup } from '@domain/site/escapeMarkup.ts';
import type { FollowedFeed } from '@domain/webfeed/records.ts';

/** The feeds one follows as a list that other readers of feeds take (OPML 2.0, WFD-9). */
export function writeFeedList(
  feeds: readonly { readonly followed: FollowedFeed; readonly state: { readonly name: string } }[],
): string {
  const lines = feeds.map(({ followed, state }) => {
    const name = escapeMarkup(state.name === '' ? followed.name : state.name);
    return `    <outline type="rss" text="${name}" title="${name}" xmlUrl="${escapeMarkup(followed.url)}"/>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head><title>Banyan</title></head>',
    '  <body>',
    ...lines,
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}
