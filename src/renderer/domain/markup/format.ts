/** Putting marks around a selection, or taking them away (MKP-9). */

/** What can be put around words by a key or a button. */
export const formats = ['bold', 'italic', 'strike', 'code', 'quote'] as const;
/** One of {@link formats}. */
export type Format = (typeof formats)[number];

/** A stretch of a text, UTF-16 code units. */
export interface Selection {
  readonly start: number;
  readonly end: number;
}

/** A change of a text: `insert` in place of `from` to `to`, after which this is selected. */
export interface TextEdit extends Selection {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

const TOKENS: Readonly<Record<Exclude<Format, 'quote'>, string>> = { bold: '**', italic: '_', strike: '~~', code: '`' };
const QUOTE = '> ';
const FENCE = '```';

/** The change that gives the selected words a format, or takes it away where they have it. */
export function toggleFormat(text: string, selection: Selection, format: Format): TextEdit {
  const words = trimmed(text, selection);
  if (format === 'quote') return toggleQuote(text, words);
  if (format === 'code' && text.slice(words.start, words.end).includes('\n')) return fence(text, words);
  return toggleToken(text, words, TOKENS[format]);
}

/** Spaces at the ends stay outside: a mark beside a space is a letter (MKP-4). */
function trimmed(text: string, { start, end }: Selection): Selection {
  const words = text.slice(start, end);
  if (words.trim() === '') return { start: end, end };
  return { start: start + words.length - words.trimStart().length, end: end - words.length + words.trimEnd().length };
}

function toggleToken(text: string, { start, end }: Selection, token: string): TextEdit {
  const { length } = token;
  const words = text.slice(start, end);
  const isAround = text.slice(start - length, start) === token && text.slice(end, end + length) === token;
  if (isAround && start >= length) {
    return { from: start - length, to: end + length, insert: words, start: start - length, end: end - length };
  }
  if (words.length > 2 * length && words.startsWith(token) && words.endsWith(token)) {
    return { from: start, to: end, insert: words.slice(length, -length), start, end: end - 2 * length };
  }
  // Marks end with their line: each line gets its own.
  const insert =
    words === '' ? token + token : words.replaceAll(/^([^\S\n]*)(\S.*?)([^\S\n]*)$/gmu, `$1${token}$2${token}$3`);
  const added = insert.length - words.length;
  const isOneLine = !words.includes('\n');
  return {
    from: start,
    to: end,
    insert,
    start: isOneLine ? start + length : start,
    end: isOneLine ? end + length : end + added,
  };
}

function toggleQuote(text: string, { start, end }: Selection): TextEdit {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const after = text.indexOf('\n', end);
  const to = after === -1 ? text.length : after;
  const lines = text.slice(from, to).split('\n');
  const isQuoted = lines.every((line) => line.startsWith(QUOTE));
  const changed = lines.map((line) => (isQuoted ? line.slice(QUOTE.length) : QUOTE + line));
  const insert = changed.join('\n');
  const step = isQuoted ? -QUOTE.length : QUOTE.length;
  return { from, to, insert, start: Math.max(from, start + step), end: end + step * lines.length };
}

/** Several lines of code stand between lines of their own. */
function fence(text: string, { start, end }: Selection): TextEdit {
  const before = start === 0 || text[start - 1] === '\n' ? '' : '\n';
  const after = end === text.length || text[end] === '\n' ? '' : '\n';
  const insert = `${before}${FENCE}\n${text.slice(start, end)}\n${FENCE}${after}`;
  const shift = before.length + FENCE.length + 1;
  return { from: start, to: end, insert, start: start + shift, end: end + shift };
}
