/** Real stacks have four, ancient and scholarly ones a few more. */
const TOWER = /(\p{M}{12})\p{M}+/gu;

/**
 * Cuts towers of marks on one letter for showing: 16,000 of them take the browser half a second at each layout, and are
 * painted over the messages around. What was said is kept as it was.
 */
export function tameMarks(text: string): string {
  return text.replace(TOWER, '$1');
}
