import type { Mark, TextRun } from './run.ts';

/** How what lies between two marks is drawn: in a look, or as words that lead somewhere. */
export type Style = Mark | { readonly url: string };

/** A stretch of a line, by its places in it. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly isCode: boolean;
  readonly link: string | null;
  /** A mark that has its other half: it is not shown itself. */
  isDrawn: boolean;
}

/** Which pieces a style lies between. */
interface Reach {
  readonly style: Style;
  readonly from: number;
  readonly to: number;
}

/** A line as it is cut up, from its beginning on: letters, addresses, code, and what may be marks. */
export class LinePieces {
  private readonly text: string;
  private readonly base: number;
  private readonly pieces: Piece[] = [];
  private readonly reaches: Reach[] = [];
  /** Letters from here on are in no piece yet. */
  private lettersFrom = 0;

  /** `base`: where the line begins in what was said. */
  constructor(text: string, base: number) {
    this.text = text;
    this.base = base;
  }

  /** What lies between the last piece and here are letters. */
  letters(end: number): void {
    if (end > this.lettersFrom) this.put(end, {});
  }

  /** The next piece, up to `end`. */
  put(end: number, look: Partial<Pick<Piece, 'isCode' | 'link' | 'isDrawn'>>): void {
    this.pieces.push({ start: this.lettersFrom, end, isCode: false, link: null, isDrawn: false, ...look });
    this.lettersFrom = end;
  }

  /** A piece of its own for what may be a mark; answers its number. */
  mark(start: number, end: number): number {
    this.letters(start);
    this.put(end, {});
    return this.pieces.length - 1;
  }

  endOf(piece: number): number {
    return this.pieces[piece]?.end ?? 0;
  }

  /** A mark that ends at `end` is the other half of an earlier one: between them the style holds. */
  pair(from: number, end: number, style: Style): void {
    const opened = this.pieces[from];
    if (opened !== undefined) opened.isDrawn = true;
    this.put(end, { isDrawn: true });
    this.reaches.push({ style, from, to: this.pieces.length - 1 });
  }

  /** The whole line, without the marks that are drawn. */
  runs(): readonly TextRun[] {
    this.letters(this.text.length);
    const begins = new Map(this.reaches.map(({ from, style }) => [from, style]));
    const ends = new Map(this.reaches.map(({ to, style }) => [to, style]));
    const styles: Style[] = [];
    return this.pieces.flatMap((piece, index) => {
      const begun = begins.get(index);
      const ended = ends.get(index);
      if (begun !== undefined) styles.push(begun);
      if (ended !== undefined) styles.splice(styles.lastIndexOf(ended), 1);
      return piece.isDrawn || piece.start === piece.end ? [] : this.run(piece, styles);
    });
  }

  private run({ start, end, isCode, link }: Piece, styles: readonly Style[]): TextRun {
    const words = styles.find((style) => typeof style !== 'string');
    const marks = [...new Set(styles.filter((style) => typeof style === 'string'))];
    const text = this.text.slice(start, end);
    return { text, start: this.base + start, marks, isCode, link: link ?? words?.url ?? null };
  }
}
