/** Most letters that are kept read, UTF-16 code units: those read last. */
const MOST_KEPT = 2_000_000;

/** The words of what was read last, so that it is not read again with each letter that is typed. */
export class WordMemory<Key extends string> {
  private readonly kept = new Map<Key, string>();
  private letters = 0;

  get(key: Key): string | undefined {
    return this.kept.get(key);
  }

  keep(key: Key, words: string): void {
    const before = this.kept.get(key);
    this.letters += before === undefined ? weightOf(words) : weightOf(words) - weightOf(before);
    this.kept.delete(key);
    this.kept.set(key, words);
    for (const [oldest, said] of this.kept) {
      if (this.letters <= MOST_KEPT) return;
      this.kept.delete(oldest);
      this.letters -= weightOf(said);
    }
  }
}

/** One without words takes its place, too. */
function weightOf(words: string): number {
  return words.length + 100;
}
