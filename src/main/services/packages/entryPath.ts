import { MAX_PACKAGE_PATH } from '@shared/mini/package.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** Controls, halves of letters, line ends, and what turns the direction of text or draws nothing. */
const UNWANTED = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u;
/** A dot, a separator or NUL once more encoded, at any depth: whoever decodes once too often would be led astray. */
const ENCODED = /%(?:25)*(?:2e|2f|5c|00)/i;
const DRIVE = /^[A-Za-z]:/;

/** The path of an entry as it is served, in NFC; a folder's ends with a slash. */
export function readEntryPath(bytes: Uint8Array): Result<string, Failure<'package-bad-path'>> {
  if (bytes.length === 0 || bytes.length > MAX_PACKAGE_PATH) return fail('package-bad-path', 'no path, or a long one');
  const text = decode(bytes);
  if (text === null) return fail('package-bad-path', 'a path that is not UTF-8');
  if (UNWANTED.test(text) || ENCODED.test(text)) return fail('package-bad-path', 'a path with hidden characters');
  if (text.includes('\\') || DRIVE.test(text)) return fail('package-bad-path', 'a path of another system');
  const segments = (text.endsWith('/') ? text.slice(0, -1) : text).split('/');
  const isPlain = segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
  return isPlain ? ok(text.normalize('NFC')) : fail('package-bad-path', 'a path that leads elsewhere');
}

/** What must be unique among the paths of a package: two that differ in case or in Unicode form are one on some system. */
export function pathKey(path: string): string {
  return path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

/** Whether a file is a folder of another path, too. All are keys; `sorted` holds them as `toSorted()` does. */
export function isAnyFolder(files: Iterable<string>, sorted: readonly string[]): boolean {
  for (const file of files) if (sorted[placeOf(`${file}/`, sorted)]?.startsWith(`${file}/`) === true) return true;
  return false;
}

/** Where a text is, or would be: what begins with it comes from there on. */
function placeOf(text: string, sorted: readonly string[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = sorted[middle];
    if (there !== undefined && there < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
