/** What a message shows of a page it links to: made by its sender, so that who reads it asks nobody. */
import * as v from 'valibot';
import { bytesUpTo } from '@shared/schemas.ts';
import { full, line } from './bodies.ts';
import { MAX_THUMBNAIL_BYTES } from './file.ts';

/** Longest address of a page, UTF-16 code units, and longest of what is said of it. */
export const PREVIEW_LIMITS = { url: 2048, title: 200, description: 300, site: 100 } as const;
/** Longer words go without a preview: an event has no room for both. UTF-16 code units. */
export const MAX_PREVIEWED_WORDS = 8192;

/**
 * An address of the web as `URL.href` writes it: no name before its host, which is plain letters (another script as `xn--`), and nothing that
 * readers take differently.
 */
const ADDRESS = /^https?:\/\/(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?\/[\x21\x23-\x3b\x3d\x3f-\x5b\x5d-\x7e]*$/;

/** See the head of this file. Where it leads is `url` alone (CHT-42): all else are words of whoever sent it. */
export const linkPreviewSchema = v.strictObject({
  url: v.pipe(v.string(), v.maxLength(PREVIEW_LIMITS.url), v.regex(ADDRESS)),
  title: full(PREVIEW_LIMITS.title),
  description: line(PREVIEW_LIMITS.description),
  site: line(PREVIEW_LIMITS.site),
  /** A small JPEG or WebP. */
  thumbnail: v.nullable(bytesUpTo(MAX_THUMBNAIL_BYTES)),
});
/** See {@link linkPreviewSchema}. */
export type LinkPreview = v.InferOutput<typeof linkPreviewSchema>;

/** What a body says of a page; null for what fits none: the words of a message stand without it (CHT-42). */
export function readLinkPreview(said: unknown): LinkPreview | null {
  const read = v.safeParse(linkPreviewSchema, said);
  return read.success ? read.output : null;
}

/** A preview cut to what a message holds; null where nothing is left that tells what the page is. */
export function cutLinkPreview(page: LinkPreview): LinkPreview | null {
  const { title, description, site } = PREVIEW_LIMITS;
  return readLinkPreview({
    ...page,
    title: cut(page.title, title),
    description: cut(page.description, description),
    site: cut(page.site, site),
  });
}

/** Cut before it is cleaned, since it may be the whole of a page; half a letter is cleaned away. */
function cut(text: string, most: number): string {
  const tidy = text
    .slice(0, most * 4)
    .replace(/\s+/gu, ' ')
    .trim();
  return tidy.length <= most ? tidy : `${tidy.slice(0, most - 1).trimEnd()}…`;
}
