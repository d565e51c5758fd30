/** Reading of what others sent: whatever it is, these give a plain value or `null`, and never throw. */

/** An object as JSON has them; `null` for anything else. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

/** A field of the object itself, never one that every object has. */
export function fieldOf(record: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** A whole number from `least` to `most`. */
export function asInteger(value: unknown, least: number, most: number): number | null {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
    ? (value as number)
    : null;
}

// Control characters, direction marks and other letters nobody sees.
const UNSEEN = /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** One clean line of at most `most` UTF-16 code units, never half a letter; `''` when nothing is left. */
export function cleanLine(text: string, most: number): string {
  const line = text
    .slice(0, most * 4)
    .toWellFormed()
    .replace(/\s+/gu, ' ')
    .replace(UNSEEN, '')
    .trim();
  return line
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}

/** A clean line that is not empty; `null` for anything else. */
export function asLine(value: unknown, most: number): string | null {
  if (typeof value !== 'string') return null;
  const line = cleanLine(value, most);
  return line === '' ? null : line;
}

/** The name of something, made by {@link newId}. */
export function asId(value: unknown): string | null {
  return typeof value === 'string' && /^[a-z0-9]{4,32}$/.test(value) ? value : null;
}

/** An address of someone, as `selfAddr` is. */
export function asAddress(value: unknown): string | null {
  return typeof value === 'string' && value.length >= 1 && value.length <= 128 ? value : null;
}

/** Reads each of a list of at most `most`; `null` when it is no list or one of it is bad. */
export function asList<T>(value: unknown, most: number, read: (item: unknown) => T | null): readonly T[] | null {
  if (!Array.isArray(value) || value.length > most) return null;
  const items = value.map((item: unknown) => read(item));
  return items.includes(null) ? null : items.filter((item): item is T & ({} | undefined) => item !== null);
}

/** A new name of something: 80 random bits. */
export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => (byte & 31).toString(32)).join('');
}
