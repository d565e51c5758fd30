/** A line longer than this, UTF-16 code units, is taken in pieces. */
const LONGEST = 1_000_000;

/** Cuts a text that comes piece by piece into its lines, whatever they end with. */
export class LineSplitter {
  private rest = '';

  /** Lines that are complete with this piece, without their ends. */
  push(text: string): readonly string[] {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > LONGEST) {
      lines.push(this.rest);
      this.rest = '';
    }
    return lines.map(withoutReturn);
  }

  /** The last line, where something of it came. */
  end(): readonly string[] {
    const { rest } = this;
    this.rest = '';
    return rest === '' ? [] : [withoutReturn(rest)];
  }
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
