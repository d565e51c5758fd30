import { type Line, MOST_MARKS, readLine } from './readLine.ts';
import type { LinkRange, TextBlock, TextRun } from './run.ts';

/** Most pieces of code, and most quotes, of one message: what follows is text, as it was said. */
export const MOST_OF_A_KIND = 50;

const FENCE = /^```([\w+#.-]{0,20})[ \t]*$/u;
const QUOTE = '> ';
/** Without one of these there is nothing to read but addresses. */
const HAS_MARKS = /[*_~`[\\]|^> /mu;

type BareLine = Omit<Line, 'links'>;
/** A line with its place; `text` is without what makes it a line of a quote. */
type PlacedLine = Line & { readonly isQuote: boolean };

/**
 * Takes a message apart (MKP-1): blocks of text, quotes and code, with marks and addresses in them. `links` are the addresses in it, in
 * order. It never throws, and takes time in proportion to the length of the text.
 */
export function readMarkup(text: string, links: readonly LinkRange[]): readonly TextBlock[] {
  const budget = { left: HAS_MARKS.test(text) ? MOST_MARKS : 0 };
  const blocks: TextBlock[] = [];
  let lines: PlacedLine[] = [];
  const flush = () => {
    const [first] = lines;
    if (first === undefined) return;
    const runs = joined(lines.flatMap((line, index) => [...breakBefore(line, index), ...readLine(line, budget)]));
    blocks.push({ block: first.isQuote ? 'quote' : 'text', runs });
    lines = [];
  };
  for (const part of partsOf(text, links)) {
    if ('language' in part) {
      flush();
      blocks.push({ block: 'code', ...part });
    } else {
      if (lines[0]?.isQuote !== part.isQuote) flush();
      lines.push(part);
    }
  }
  flush();
  return blocks;
}

/** Code that stands on lines of its own. */
interface CodeLines {
  readonly language: string;
  readonly text: string;
  readonly start: number;
}

/** Lines of text and pieces of code, in order. */
function partsOf(text: string, links: readonly LinkRange[]): readonly (PlacedLine | CodeLines)[] {
  const lines = linesOf(text);
  const linksOf = linkWalk(links);
  const place = quoteWalk();
  const parts: (PlacedLine | CodeLines)[] = [];
  let at = 0;
  for (const fence of [...fencesOf(lines), null]) {
    for (const line of lines.slice(at, fence?.from)) parts.push(place(line, linksOf(line)));
    if (fence === null) break;
    parts.push(codeOf(lines, fence));
    at = fence.to + 1;
  }
  return parts;
}

/** Gives the addresses of one line after another. */
function linkWalk(links: readonly LinkRange[]): (line: BareLine) => readonly LinkRange[] {
  let next = 0;
  return ({ text, start }) => {
    while ((links[next]?.start ?? Infinity) < start) next += 1;
    const first = next;
    while ((links[next]?.end ?? Infinity) <= start + text.length) next += 1;
    return links.slice(first, next);
  };
}

/** Tells lines of quotes from others, as long as there are not too many quotes. */
function quoteWalk(): (line: BareLine, links: readonly LinkRange[]) => PlacedLine {
  let quotes = 0;
  let wasQuote = false;
  return ({ text, start }, links) => {
    const isQuote = text.startsWith(QUOTE) && (wasQuote || quotes < MOST_OF_A_KIND);
    if (isQuote && !wasQuote) quotes += 1;
    wasQuote = isQuote;
    const prefix = isQuote ? QUOTE.length : 0;
    return { text: text.slice(prefix), start: start + prefix, links, isQuote };
  };
}

function linesOf(text: string): readonly BareLine[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const here = start;
    start += line.length + 1;
    return { text: line, start: here };
  });
}

interface Fence {
  readonly from: number;
  readonly to: number;
  readonly language: string;
}

/** Lines that begin and end code, by their numbers. What begins and never ends, or has nothing in it, is text. */
function fencesOf(lines: readonly BareLine[]): readonly Fence[] {
  const fences: Fence[] = [];
  let open: Omit<Fence, 'to'> | null = null;
  for (const [index, { text }] of lines.entries()) {
    const found = text.startsWith('```') ? FENCE.exec(text) : null;
    if (found === null) continue;
    const language = found[1] ?? '';
    if (open === null || (language === '' && index === open.from + 1)) open = { from: index, language };
    else if (language === '') {
      fences.push({ ...open, to: index });
      open = null;
    }
    if (fences.length >= MOST_OF_A_KIND) break;
  }
  return fences;
}

function codeOf(lines: readonly BareLine[], { from, to, language }: Fence): CodeLines {
  const within = lines.slice(from + 1, to);
  return { language, text: within.map(({ text }) => text).join('\n'), start: within[0]?.start ?? 0 };
}

/** Lines of a block are parted as they were said. */
function breakBefore(line: PlacedLine, index: number): readonly TextRun[] {
  if (index === 0) return [];
  const prefix = line.isQuote ? QUOTE.length : 0;
  return [{ text: '\n', start: line.start - prefix - 1, marks: [], isCode: false, link: null }];
}

/** Runs that stand side by side and look the same are one. */
function joined(runs: readonly TextRun[]): readonly TextRun[] {
  const groups: { readonly first: TextRun; readonly texts: string[]; end: number }[] = [];
  for (const run of runs) {
    const last = groups.at(-1);
    const end = run.start + run.text.length;
    if (last === undefined || last.end !== run.start || !looksAs(last.first, run)) {
      groups.push({ first: run, texts: [run.text], end });
    } else {
      last.texts.push(run.text);
      last.end = end;
    }
  }
  return groups.map(({ first, texts }) => (texts.length === 1 ? first : { ...first, text: texts.join('') }));
}

function looksAs(first: TextRun, second: TextRun): boolean {
  return first.link === second.link && first.isCode === second.isCode && first.marks.join() === second.marks.join();
}
