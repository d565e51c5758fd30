/** How many words a recovery phrase has. */
export const PHRASE_LENGTH = 12;

/** Nothing typed yet. */
export const NO_WORDS: readonly string[] = Array.from({ length: PHRASE_LENGTH }, () => '');

/** The words in typed or pasted text: case, numbering, commas, line ends and invisible marks do not matter. */
export function phraseWords(text: string): readonly string[] {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z]+/g) ?? []
  );
}

/**
 * The fields after text came into field `index`. One word stays there; pasting several fills the following fields, a
 * whole phrase always from the first.
 */
export function withWordsAt(words: readonly string[], index: number, text: string): readonly string[] {
  const found = phraseWords(text);
  const next = Array.from({ length: PHRASE_LENGTH }, (_, place) => words[place] ?? '');
  if (found.length <= 1) {
    next[index] = found[0] ?? '';
    return next;
  }
  const start = found.length >= PHRASE_LENGTH ? 0 : index;
  for (const [offset, word] of found.entries()) {
    if (start + offset < PHRASE_LENGTH) next[start + offset] = word;
  }
  return next;
}

/** Which field the cursor belongs in after text came into field `index`. */
export function fieldAfter(index: number, text: string): number {
  const count = phraseWords(text).length;
  const isFinished = /[\s,;]$/.test(text) && count > 0;
  if (count >= PHRASE_LENGTH) return PHRASE_LENGTH - 1;
  return Math.min(index + Math.max(count - 1, 0) + (isFinished ? 1 : 0), PHRASE_LENGTH - 1);
}

/** True when every field has a word. */
export function isWholePhrase(words: readonly string[]): boolean {
  return words.length === PHRASE_LENGTH && words.every((word) => word !== '');
}
