/** Words that are almost the same: one letter wrong, missing, too many or in its neighbour's place (SRC-6). */

/** Shortest word a slip is forgiven in. */
export const SHORTEST_NEARBY = 4;
const TWO_SLIPS_FROM = 8;
const LATIN = /^[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}]+$/u;

/** How many slips are forgiven in a word; 0 for one that is short, or of a script whose letters are not strung like these. */
export function slipsOf(word: string): number {
  if (word.length < SHORTEST_NEARBY || !LATIN.test(word)) return 0;
  return word.length < TWO_SLIPS_FROM ? 1 : 2;
}

/** Whether two words differ by at most so many slips. */
export function isNearby(one: string, other: string, most: number): boolean {
  if (Math.abs(one.length - other.length) > most) return false;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const cost = distanceAt({ one, other, row, column }, { before, last, line });
      line.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return false;
    before = last;
    last = line;
  }
  return (last[other.length] ?? Number.POSITIVE_INFINITY) <= most;
}

interface Place {
  readonly one: string;
  readonly other: string;
  readonly row: number;
  readonly column: number;
}

interface Lines {
  readonly before: readonly number[];
  readonly last: readonly number[];
  readonly line: readonly number[];
}

function distanceAt({ one, other, row, column }: Place, { before, last, line }: Lines): number {
  const at = (values: readonly number[], index: number) => values[index] ?? Number.POSITIVE_INFINITY;
  const isSame = one[row - 1] === other[column - 1];
  const cost = Math.min(at(last, column) + 1, at(line, column - 1) + 1, at(last, column - 1) + (isSame ? 0 : 1));
  const isSwapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
  return isSwapped ? Math.min(cost, at(before, column - 2) + 1) : cost;
}
