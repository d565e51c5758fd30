import { foldText } from '@domain/search/fold.ts';

/** What can be found by its name. */
export interface Named {
  readonly id: string;
  readonly name: string;
  /** What else it goes by. */
  readonly alias?: string;
}

/** Most that are shown. */
export const MOST_SHOWN = 50;
/** What is known of something only by another name comes after what is called so. */
const ALIAS = 4;
const GAPS = /[^\p{L}\p{N}\p{M}]+/u;

/** Those that are meant by what is typed, the likeliest first (PAL-2, PAL-3). `recent`: ids, the last chosen first. */
export function rank<Entry extends Named>(
  entries: readonly Entry[],
  typed: string,
  recent: readonly string[],
): readonly Entry[] {
  const words = folded(typed)
    .split(/\s+/u)
    .filter((word) => word !== '');
  const places = new Map(recent.map((id, place) => [id, place]));
  const found = entries.flatMap((entry) => {
    const likeness = likenessOf(entry, words);
    return likeness === null ? [] : [{ entry, likeness, place: places.get(entry.id) ?? recent.length }];
  });
  // Sorting keeps the order of equal ones.
  const sorted = found.toSorted((one, other) => one.likeness - other.likeness || one.place - other.place);
  return sorted.slice(0, MOST_SHOWN).map(({ entry }) => entry);
}

/** How far a name is from what is typed: 0 is closest; null where it does not say all of it. */
function likenessOf({ name, alias = '' }: Named, words: readonly string[]): number | null {
  if (words.length === 0) return 0;
  const whole = folded(name).trim();
  if (whole === words.join(' ')) return 0;
  const other = folded(alias);
  let worst = 0;
  for (const [place, word] of words.entries()) {
    const likeness = wordLikeness(whole, word, place) ?? aliasLikeness(other, word);
    if (likeness === null) return null;
    worst = Math.max(worst, likeness);
  }
  return worst;
}

function wordLikeness(name: string, word: string, place: number): number | null {
  if (place === 0 && name.startsWith(word)) return 1;
  if (name.split(GAPS).some((part) => part.startsWith(word))) return 2;
  if (name.includes(word)) return 3;
  return hasInOrder(name, word) ? ALIAS - 0.5 : null;
}

function aliasLikeness(alias: string, word: string): number | null {
  return alias.split(GAPS).some((part) => part !== '' && part.startsWith(word)) ? ALIAS : null;
}

/** Longer than this nobody writes the beginnings of words. */
const MOST_LETTERS = 24;

/** Whether the letters are the beginnings of words of a name, in their order: `nyc` of New York City, `jodo` of John Doe. */
function hasInOrder(name: string, letters: string): boolean {
  if (letters.length < 2 || letters.length > MOST_LETTERS) return false;
  /** How many letters may be accounted for by the words so far. */
  const reached = new Set([0]);
  for (const part of name.split(GAPS)) {
    for (const at of [...reached]) {
      for (let end = at + 1; end <= letters.length && part.startsWith(letters.slice(at, end)); end += 1)
        reached.add(end);
    }
  }
  return reached.has(letters.length);
}

function folded(text: string): string {
  return foldText(text).text;
}
