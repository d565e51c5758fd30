import * as v from 'valibot';
import { type PostLink, postLinkSchema } from '@domain/feed/post.ts';

/**
 * The link that somebody typed, with what they call it; an address without its scheme is one of the web. Null where it is no address that a
 * post can carry.
 */
export function typedLink(typed: string, title: string): PostLink | null {
  const trimmed = typed.trim();
  const url = /^https?:\/\//iu.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (trimmed === '' || !URL.canParse(url) || !new URL(url).hostname.includes('.')) return null;
  const link = { url: new URL(url).href, title: title.trim(), description: '', thumbnail: null };
  const read = v.safeParse(postLinkSchema, link);
  return read.success ? read.output : null;
}
