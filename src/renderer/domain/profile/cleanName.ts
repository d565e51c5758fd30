import { cleanLine } from '@shared/cleanLine.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { MAX_NAME_LENGTH } from './profile.ts';

/** Longest text looked at; a longer one is refused before any work is done on it. */
const LONGEST_INPUT = 4096;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * Makes a typed name fit to be shown (PRF-1…PRF-3, PRF-6, PRF-7): NFC, one line, no control, bidi or invisible characters,
 * single spaces, no towers of marks.
 * A name with nothing visible in it is `name-empty`; one above 64 code points is `name-too-long`.
 */
export function cleanName(text: string): Result<string, Failure<'name-empty' | 'name-too-long'>> {
  if (text.length > LONGEST_INPUT) return fail('name-too-long', `${text.length} characters`);
  const clean = cleanLine(text);
  if (!VISIBLE.test(clean)) return fail('name-empty', 'nothing visible');
  if ([...clean].length > MAX_NAME_LENGTH) return fail('name-too-long', `more than ${MAX_NAME_LENGTH} characters`);
  return ok(clean);
}

/** A name from a peer, always fit to be shown: cleaned and cut; `fallback` when nothing is left (PRF-4). */
export function displayName(text: string, fallback: string): string {
  const cut = [...cleanLine(text.slice(0, LONGEST_INPUT))].slice(0, MAX_NAME_LENGTH).join('');
  // Cutting may leave a joiner or a space at the end.
  const clean = cleanLine(cut);
  return VISIBLE.test(clean) ? clean : fallback;
}
