import type { SentUpdate } from '@shared/mini/bridge.ts';
import { MAX_HREF, MAX_INFO, MAX_NOTIFY, MAX_SUMMARY } from '@shared/mini/bridgeLimits.ts';
import { cleanLine } from '@shared/cleanLine.ts';
import { cleanHref } from './cleanHref.ts';

/** An update fit to be kept and shown: `payload` is JSON text. */
export interface CleanUpdate {
  readonly payload: string;
  readonly info?: string;
  readonly href?: string;
  readonly document?: string;
  readonly summary?: string;
  /** By `selfAddr`, or `*` for everyone who is not named (MIN-11). */
  readonly notify?: Readonly<Record<string, string>>;
}

/** Cleans what a program said beside its payload (MIN-8): what is empty then is left out. Cleaning twice is cleaning once. */
export function cleanUpdate(update: SentUpdate): CleanUpdate {
  const info = cleanText(update.info, MAX_INFO);
  const href = update.href === undefined ? '' : cleanHref(update.href);
  const document = cleanText(update.document, MAX_SUMMARY);
  const summary = cleanText(update.summary, MAX_SUMMARY);
  const notify = cleanNotify(update.notify ?? {});
  return {
    payload: update.payload,
    ...(info === '' ? {} : { info }),
    ...(href === '' || href.length > MAX_HREF ? {} : { href }),
    ...(document === '' ? {} : { document }),
    ...(summary === '' ? {} : { summary }),
    ...(notify === null ? {} : { notify }),
  };
}

/** One clean line of at most `most` UTF-16 code units, cut between characters; empty where nothing is left. */
export function cleanText(text: string | undefined, most: number): string {
  if (text === undefined) return '';
  let line = cleanLine(text.slice(0, most * 8));
  while (line.length > most) line = cleanLine([...line].slice(0, Math.min(most, [...line].length - 1)).join(''));
  return line;
}

function cleanNotify(notify: Readonly<Record<string, string>>): Readonly<Record<string, string>> | null {
  const clean: [string, string][] = [];
  for (const [address, text] of Object.entries(notify)) {
    if (clean.length === MAX_NOTIFY) break;
    const line = cleanText(text, MAX_INFO);
    if (line !== '' && address !== '' && address.length <= 128) clean.push([address, line]);
  }
  return clean.length === 0 ? null : Object.fromEntries(clean);
}
