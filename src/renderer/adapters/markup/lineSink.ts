import type { Span } from '@domain/article/document.ts';
import type { ForeignBlock } from '@ports/articleReader.ts';
import type { Marks } from './styleHints.ts';

/** Gathers text until a block begins or ends, with white space as a page shows it. */
export interface LineSink {
  readonly blocks: ForeignBlock[];
  readonly text: (text: string, marks: Marks) => void;
  readonly breakLine: () => void;
  /** Ends the paragraph, if there is one. */
  readonly flush: () => void;
  readonly add: (...blocks: readonly ForeignBlock[]) => void;
}

const SPACES = /[ \t\n\r\f\u00a0]+/gu;

/** An empty sink. */
export function createLineSink(): LineSink {
  const blocks: ForeignBlock[] = [];
  let spans: Span[] = [];
  const endsOpen = () => {
    const last = spans.at(-1)?.text;
    return last === undefined || /\s$/u.test(last);
  };
  const flush = () => {
    trimEnd(spans);
    if (spans.length > 0) blocks.push({ block: 'paragraph', spans });
    spans = [];
  };
  return {
    blocks,
    flush,
    text: (text, marks) => {
      const collapsed = text.replaceAll(SPACES, ' ');
      const shown = endsOpen() ? collapsed.trimStart() : collapsed;
      if (shown !== '') spans.push({ text: shown, ...marks });
    },
    breakLine: () => {
      trimEnd(spans);
      if (spans.length > 0) spans.push({ text: '\n' });
    },
    add: (...more) => {
      flush();
      blocks.push(...more);
    },
  };
}

/** Takes white space off the end, in place: of a text of many lines each is looked at once. */
function trimEnd(spans: Span[]): void {
  for (let last = spans.at(-1); last !== undefined; last = spans.at(-1)) {
    const text = last.text.trimEnd();
    if (text === last.text) return;
    spans.pop();
    if (text !== '') spans.push({ ...last, text });
  }
}
