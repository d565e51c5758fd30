import { linkify } from '@ui/text/linkify.ts';
import type { FoundMessage } from '@services/workspace/workspace.ts';
import type { SentFile } from '@services/workspace/pastWorkspace.ts';

/** What of a chat's past is looked at apart. */
export const galleryKinds = ['media', 'files', 'voice', 'links'] as const;
/** See {@link galleryKinds}. */
export type GalleryKind = (typeof galleryKinds)[number];

/** What of it a file is; by its sender's claim, which decides nothing but where it is listed. */
export function kindOf({ isPicture, mime }: Pick<SentFile, 'isPicture' | 'mime'>): Exclude<GalleryKind, 'links'> {
  if (isPicture || mime.startsWith('video/')) return 'media';
  return mime.startsWith('audio/') ? 'voice' : 'files';
}

/** Things of one month, in the order they were given in. */
export interface Month<Thing> {
  /** Midnight of its first day here, ms. */
  readonly start: number;
  readonly things: readonly Thing[];
}

/** Puts things, newest first, into months of this place's calendar. */
export function byMonth<Thing extends { readonly at: number }>(things: readonly Thing[]): readonly Month<Thing>[] {
  const months = new Map<number, Thing[]>();
  for (const thing of things) {
    const date = new Date(thing.at);
    const start = new Date(date.getFullYear(), date.getMonth(), 1).getTime();
    months.set(start, [...(months.get(start) ?? []), thing]);
  }
  return [...months].map(([start, those]) => ({ start, things: those }));
}

/** An address somebody sent. */
export interface SentLink {
  readonly message: FoundMessage['id'];
  readonly at: number;
  readonly url: string;
  /** Words of the message it stood in. */
  readonly words: string;
}

const MOST_WORDS = 200;

/** Every address in messages, each once a message. */
export function linksIn(messages: readonly FoundMessage[]): readonly SentLink[] {
  return messages.flatMap(({ id, at, body }) => {
    const words = body.kind === 'text' ? body.text : body.kind === 'file' ? body.caption : '';
    const urls = linkify(words).flatMap((part) => (part.kind === 'link' ? [part.url] : []));
    return [...new Set(urls)].map((url) => ({ message: id, at, url, words: words.slice(0, MOST_WORDS) }));
  });
}
