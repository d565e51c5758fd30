/** A name being typed behind a colon. */
export interface EmojiQuery {
  /** Where the colon stands. */
  readonly start: number;
  readonly end: number;
  readonly words: string;
  /** A second colon ends it. */
  readonly isWhole: boolean;
}

const TYPED = /(?<![\p{L}\p{N}:/])(?<colon>:)(?<words>[\p{L}\p{M}_+-][\p{L}\p{M}\p{N}_+-]{1,30})(?<end>:)?$/u;
/** Longer than any name with its colons. */
const REACH = 40;

/** What is typed at the caret as the name of an emoji; null where it is none: times, addresses and `a:b` are not. */
export function emojiQuery(text: string, caret: number): EmojiQuery | null {
  const from = Math.max(0, caret - REACH);
  const found = TYPED.exec(text.slice(from, caret));
  if (found === null) return null;
  const { words = '', end } = found.groups ?? {};
  return { start: from + found.index, end: caret, words, isWhole: end !== undefined };
}
