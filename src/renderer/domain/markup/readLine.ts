import { LinePieces } from './linePieces.ts';
import type { LinkRange, Mark, TextRun } from './run.ts';

/** Most marks, links with words of their own and pieces of code that are drawn in one message; what follows is shown as it was said. */
export const MOST_MARKS = 300;

/** What is left to draw of {@link MOST_MARKS}, for all lines of a message together. */
export interface MarkBudget {
  left: number;
}

/** One line of a text, its break left out. */
export interface Line {
  readonly text: string;
  /** Where it begins in what was said. */
  readonly start: number;
  /** The addresses in it, in order, by their places in what was said. */
  readonly links: readonly LinkRange[];
}

/** A mark waiting for its other half; `key` is what that has to be. */
interface Opener {
  readonly key: string;
  readonly piece: number;
}

const MARKS: Readonly<Record<string, Mark>> = { '*': 'italic', _: 'italic', '**': 'bold', '~~': 'strike' };
/** How a run of marks is cut up: three stars are both; any other number than these is letters. */
const RUNS: Readonly<Record<string, readonly string[]>> = {
  '*': ['*'],
  '**': ['**'],
  '***': ['**', '*'],
  _: ['_'],
  '~~': ['~~'],
};
const SPECIAL = /[*_~`[\]\\]/gu;
const LETTER_OF_MARK = /[*_~`[\]\\]/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;
/** Scripts that part no words by spaces, or write what belongs to a word right behind it: a mark may stand anywhere in them. */
const UNPARTED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Words that seem to be an address must not lead to another (MKP-6). */
const SEEMS_ADDRESS = /[\p{L}\p{N}][.\u2024\u3002\ufe52\uff0e\uff61]\p{L}{2}|:\/\/|[@\uff20]/u;
const SPACE = /\s/u;

/** Reads the marks of one line (MKP-2…MKP-6), in one walk over it: a mark is put on a stack, and taken off it, at most once. */
export function readLine(line: Line, budget: MarkBudget): readonly TextRun[] {
  return new LineReader(line, budget).read();
}

class LineReader {
  private readonly text: string;
  private readonly links: readonly LinkRange[];
  private readonly budget: MarkBudget;
  private readonly pieces: LinePieces;
  private readonly openers: Opener[] = [];
  /** Pieces that may begin words which lead somewhere. */
  private readonly brackets: number[] = [];
  /** How many of each key wait, so that none is searched for in vain. */
  private readonly waiting = new Map<string, number>();
  /** Where runs of backticks stand, by length, the first one last. */
  private readonly ticks = new Map<number, number[]>();
  private nextLink = 0;
  private nextSpecial = -1;
  private at = 0;

  constructor({ text, start, links }: Line, budget: MarkBudget) {
    this.text = text;
    this.pieces = new LinePieces(text, start);
    this.links = links.map((link) => ({ ...link, start: link.start - start, end: link.end - start }));
    this.budget = budget;
  }

  read(): readonly TextRun[] {
    this.findTicks();
    const end = this.text.length;
    while (this.at < end) {
      const link = this.linkAhead();
      const special = this.specialAhead();
      if (special < (link?.start ?? end)) this.takeSpecial(special);
      else if (link === undefined) this.at = end;
      else this.takeLink(link);
    }
    return this.pieces.runs();
  }

  private findTicks(): void {
    for (const { index, 0: run } of this.text.matchAll(/`+/gu)) {
      const places = this.ticks.get(run.length) ?? [];
      places.push(index);
      this.ticks.set(run.length, places);
    }
    for (const places of this.ticks.values()) places.reverse();
  }

  private linkAhead(): LinkRange | undefined {
    while ((this.links[this.nextLink]?.start ?? Infinity) < this.at) this.nextLink += 1;
    return this.links[this.nextLink];
  }

  private specialAhead(): number {
    if (this.nextSpecial < this.at) {
      SPECIAL.lastIndex = this.at;
      this.nextSpecial = SPECIAL.exec(this.text)?.index ?? Infinity;
    }
    return this.nextSpecial;
  }

  private takeLink({ start, end, url }: LinkRange): void {
    this.pieces.letters(start);
    this.pieces.put(end, { link: url });
    this.at = end;
    // An address in words that were to lead somewhere themselves: they are only words then.
    this.brackets.length = 0;
  }

  private takeSpecial(start: number): void {
    const letter = this.text.charAt(start);
    if (letter === '\\') this.at = start + (LETTER_OF_MARK.test(this.text.charAt(start + 1)) ? 2 : 1);
    else if (letter === '`') this.takeCode(start);
    else if (letter === '[') this.takeWords(start);
    else if (letter === ']') this.takeWordsEnd(start);
    else this.takeRun(start, letter);
  }

  private takeWords(start: number): void {
    this.brackets.push(this.pieces.mark(start, start + 1));
    this.at = start + 1;
  }

  private takeCode(start: number): void {
    const length = this.runLength(start, '`');
    const places = this.ticks.get(length) ?? [];
    while ((places.at(-1) ?? Infinity) <= start) places.pop();
    const close = places.at(-1);
    if (close === undefined || !this.spend()) {
      this.at = start + length;
      return;
    }
    this.pieces.letters(start);
    this.pieces.put(start + length, { isDrawn: true });
    this.pieces.put(close, { isCode: true });
    this.pieces.put(close + length, { isDrawn: true });
    this.at = close + length;
  }

  /** `](address)` ends words that lead there, where some began and do not seem to be an address themselves. */
  private takeWordsEnd(start: number): void {
    this.at = start + 1;
    const opener = this.brackets.pop();
    const link = this.linkBehind(start);
    if (opener === undefined || link === null || !this.leads(this.pieces.endOf(opener), start)) return;
    // What was opened within the words and not ended there is letters.
    while ((this.openers.at(-1)?.piece ?? -1) > opener) this.dropOpener();
    this.pieces.letters(start);
    this.at = link.end + 1;
    this.pieces.pair(opener, this.at, { url: link.url });
    this.brackets.length = 0;
  }

  /** The address in brackets behind this one. */
  private linkBehind(start: number): LinkRange | null {
    const link = this.links[this.nextLink];
    if (link === undefined || link.start !== start + 2) return null;
    return this.text[start + 1] === '(' && this.text[link.end] === ')' ? link : null;
  }

  private leads(from: number, to: number): boolean {
    const words = this.text.slice(from, to);
    return words.trim() !== '' && !SEEMS_ADDRESS.test(words) && this.spend();
  }

  private takeRun(start: number, letter: string): void {
    const end = start + this.runLength(start, letter);
    const keys = [...(RUNS[this.text.slice(start, end)] ?? [])];
    this.at = end;
    if (keys.length === 0) return;
    const before = this.letterBefore(start);
    const after = this.letterFrom(end);
    const opensAt = isEdge(before, after) ? this.closeAll(start, keys) : start;
    if (isEdge(after, before)) this.openAll(opensAt, keys);
  }

  /** Ends what of these keys was opened, the newest first; answers where the rest of the run begins. */
  private closeAll(start: number, keys: string[]): number {
    let at = start;
    for (let key = this.newestOf(keys); key !== null && this.spend(); key = this.newestOf(keys)) {
      this.pieces.letters(at);
      at += key.length;
      this.close(key, at);
      keys.splice(keys.indexOf(key), 1);
    }
    return at;
  }

  private openAll(start: number, keys: readonly string[]): void {
    let at = start;
    for (const key of keys) {
      this.openers.push({ key, piece: this.pieces.mark(at, at + key.length) });
      this.waiting.set(key, (this.waiting.get(key) ?? 0) + 1);
      at += key.length;
    }
  }

  /** Which of these was opened last; null where none was, or nothing more is drawn. */
  private newestOf(keys: readonly string[]): string | null {
    if (this.budget.left === 0 || !keys.some((key) => (this.waiting.get(key) ?? 0) > 0)) return null;
    return this.openers.findLast(({ key }) => keys.includes(key))?.key ?? null;
  }

  /** Ends the newest of a key; what was opened within and not ended is letters. */
  private close(key: string, end: number): void {
    let opener = this.dropOpener();
    while (opener !== undefined && opener.key !== key) opener = this.dropOpener();
    if (opener === undefined) return;
    while ((this.brackets.at(-1) ?? -1) > opener.piece) this.brackets.pop();
    this.pieces.pair(opener.piece, end, MARKS[key] ?? 'italic');
  }

  private dropOpener(): Opener | undefined {
    const opener = this.openers.pop();
    if (opener !== undefined) this.waiting.set(opener.key, (this.waiting.get(opener.key) ?? 1) - 1);
    return opener;
  }

  private spend(): boolean {
    if (this.budget.left === 0) return false;
    this.budget.left -= 1;
    return true;
  }

  private runLength(start: number, letter: string): number {
    let end = start;
    while (this.text[end] === letter) end += 1;
    return end - start;
  }

  private letterBefore(at: number): string {
    return [...this.text.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
  }

  private letterFrom(at: number): string {
    return [...this.text.slice(at, at + 2)][0] ?? '';
  }
}

/** Whether a mark may stand at the side where `inner` is: against something, and at the edge of a word where words have edges (MKP-4). */
function isEdge(inner: string, outer: string): boolean {
  return inner !== '' && !SPACE.test(inner) && !isPartedWord(outer);
}

/** Whether a letter is of a word that ends where it ends. */
function isPartedWord(letter: string): boolean {
  return WORD.test(letter) && !UNPARTED.test(letter);
}
