import { markText } from '@domain/search/matcher.ts';
import { readQuestion } from '@domain/search/question.ts';
import type { Seeking } from './seeking.ts';

/** Names of what is painted, as the style sheet has them. */
const FOUND = 'found';
const FOUND_NOW = 'found-now';

/** What a run of words ends at: a text goes on across anything else. */
const BLOCKS = '[data-said], blockquote, pre, div, p, li, label, button';

/**
 * Paints what is looked for in the messages that are drawn and were found (CHAT-UI-172), over their words: nothing is put among them, so
 * that a screen reader, a copy and React see them as they are. Follows what is drawn until it is disposed of.
 */
export function paintFound(log: HTMLElement, seeking: Seeking): () => void {
  if (!('highlights' in CSS)) return () => undefined;
  let frame = 0;
  const paint = () => {
    frame = 0;
    const { words, now } = rangesIn(log, seeking);
    CSS.highlights.set(FOUND, new Highlight(...words));
    CSS.highlights.set(FOUND_NOW, new Highlight(...now));
  };
  const soon = () => {
    if (frame === 0) frame = requestAnimationFrame(paint);
  };
  const observer = new MutationObserver(soon);
  observer.observe(log, { childList: true, subtree: true, characterData: true });
  paint();
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
    CSS.highlights.delete(FOUND);
    CSS.highlights.delete(FOUND_NOW);
  };
}

interface Ranges {
  /** All but those of the one that is shown. */
  readonly words: readonly Range[];
  readonly now: readonly Range[];
}

function rangesIn(log: HTMLElement, { words: typed, found, current, isForgiving }: Seeking): Ranges {
  const question = readQuestion(typed);
  const ids = new Set<string>(found.map(({ id }) => id));
  const words: Range[] = [];
  const now: Range[] = [];
  for (const message of log.querySelectorAll<HTMLElement>('[data-message]')) {
    const own = idsOf(message);
    if (!own.some((id) => id !== undefined && ids.has(id))) continue;
    const into = own.some((id) => id === current) ? now : words;
    for (const run of runsIn(message)) {
      const text = run.map(({ data }) => data).join('');
      for (const [from, to] of markText(question, text, { forgiving: isForgiving })) into.push(rangeIn(run, from, to));
    }
  }
  return { words, now };
}

/** A row of the log is one message, or the pictures of an album. */
function idsOf(message: HTMLElement): readonly (string | undefined)[] {
  const parts = [...message.querySelectorAll<HTMLElement>('[data-part]')];
  return [message.dataset['message'], ...parts.map((part) => part.dataset['part'])];
}

/** The words of a message, as text nodes that follow each other without a break. */
function runsIn(message: HTMLElement): readonly (readonly Text[])[] {
  const runs: Text[][] = [];
  let before: Element | null = null;
  for (const said of message.querySelectorAll<HTMLElement>('[data-said]')) {
    const walker = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (!(node instanceof Text)) continue;
      const block: Element | null = node.parentElement?.closest(BLOCKS) ?? null;
      if (block === before) runs.at(-1)?.push(node);
      else runs.push([node]);
      before = block;
    }
  }
  return runs;
}

function rangeIn(run: readonly Text[], from: number, to: number): Range {
  const range = document.createRange();
  let start = 0;
  for (const node of run) {
    const end = start + node.data.length;
    if (from >= start && from < end) range.setStart(node, from - start);
    if (to > start && to <= end) range.setEnd(node, to - start);
    start = end;
  }
  return range;
}
