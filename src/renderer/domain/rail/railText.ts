import { cleanLine } from '@shared/cleanLine.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { RailError } from './railAmount.ts';

/** Longest text in which a payment link is looked for: a large QR code has less. */
export const MAX_RAIL_TEXT = 4096;

/** Whether text is one clean line of at most so many characters (RAI-5): what hides or turns text around is refused, never removed. */
export function isCleanLine(text: string, most: number): boolean {
  return cleanLine(text) === text.normalize('NFC') && Array.from(text).length <= most;
}

/** Names and values behind the `?` of a link, decoded. A name that comes twice says two things and is refused. */
export function readQuery(query: string): Result<ReadonlyMap<string, string>, RailError> {
  const values = new Map<string, string>();
  for (const part of query === '' ? [] : query.split('&')) {
    const cut = part.indexOf('=');
    const name = (cut < 0 ? part : part.slice(0, cut)).toLowerCase();
    const value = decoded(cut < 0 ? '' : part.slice(cut + 1));
    if (value === null || name === '') return fail('rail-malformed', 'not a query');
    if (values.has(name)) return fail('rail-malformed', `${name} twice`);
    values.set(name, value);
  }
  return ok(values);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Joins names and values for a link, without those that are empty. */
export function writeQuery(values: Readonly<Record<string, string | undefined>>): string {
  const parts = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
