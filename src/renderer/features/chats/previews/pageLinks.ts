import type { MessageBody } from '@services/workspace/messageViews.ts';
import type { LinkPreview } from '@domain/chat/linkPreview.ts';
import { messageLinks } from '../text/messageLinks.ts';

/** The first page of the web that words link to; null where they link to none. */
export function firstPage(words: string): string | null {
  return messageLinks(words).find(({ url }) => url.startsWith('http'))?.url ?? null;
}

/** What a text shows of a page: only while its words link to that very page, whatever they were changed to (CHT-42). */
export function shownPreview(body: Extract<MessageBody, { kind: 'text' }>): LinkPreview | null {
  const { text, preview } = body;
  return preview !== undefined && messageLinks(text).some(({ url }) => url === preview.url) ? preview : null;
}
