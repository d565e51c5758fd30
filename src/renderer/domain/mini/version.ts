/**
 * Orders two versions of a program by their numbers (MIN-16): below 0 when `one` is the older, above 0 when it is the newer, 0 when their
 * numbers do not tell them apart.
 */
export function compareVersions(one: string | null, other: string | null): number {
  const [first, second] = [numbersOf(one), numbersOf(other)];
  for (let at = 0; at < Math.max(first.length, second.length); at += 1) {
    const difference = (first[at] ?? 0) - (second[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** What is not numbers between dots says nothing about an order. */
function numbersOf(version: string | null): readonly number[] {
  const found = /^v?(\d{1,9}(?:\.\d{1,9})*)/.exec(version ?? '')?.[1];
  return found === undefined ? [] : found.split('.').map(Number);
}
