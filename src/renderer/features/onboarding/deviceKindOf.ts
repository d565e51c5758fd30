const KINDS: readonly (readonly [RegExp, string])[] = [
  [/Android/i, 'Android'],
  [/Macintosh|Mac OS X/i, 'Mac'],
  [/Windows/i, 'Windows'],
  [/CrOS/i, 'Chromebook'],
  [/Linux/i, 'Linux'],
];

/** A first name for this device, from what the browser says of its system; null where that is nothing known. */
export function deviceKindOf(userAgent: string): string | null {
  return KINDS.find(([mark]) => mark.test(userAgent))?.[1] ?? null;
}
