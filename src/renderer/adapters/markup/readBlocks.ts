import { cutText, tidyBlock, tidyText } from '@domain/article/tidy.ts';
import { MOST_BLOCKS } from '@domain/article/document.ts';
import type { ForeignBlock } from '@ports/articleReader.ts';
import { linkAddress, pictureAddress } from './addresses.ts';
import { innerLines, joinLines } from './innerText.ts';
import { type LineSink, createLineSink } from './lineSink.ts';
import { codeLanguage, isWordMarker, isWordNumbered, type Marks, marksInside, wordListLevel } from './styleHints.ts';

type Item = Extract<ForeignBlock, { block: 'list' }>['items'][number];

/** Where in the text one is. */
interface Place {
  readonly sink: LineSink;
  readonly marks: Marks;
  readonly base: string | undefined;
  /** How many elements are around it. */
  readonly depth: number;
}

/** Deeper than any text is: what is below is left out, so that nothing runs out of stack. */
const DEEPEST = 200;
const LONGEST_CAPTION = 500;
const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE CAPTION CENTER DD DETAILS DIV DL DT FIGCAPTION FOOTER HEADER LI MAIN P SECTION SUMMARY'.split(
    ' ',
  ),
);

type Reader = (element: Element, place: Place) => void;

const READERS: Readonly<Record<string, Reader>> = {
  H1: (element, place) => readHeading(element, place, 2),
  H2: (element, place) => readHeading(element, place, 2),
  H3: (element, place) => readHeading(element, place, 3),
  H4: (element, place) => readHeading(element, place, 3),
  H5: (element, place) => readHeading(element, place, 3),
  H6: (element, place) => readHeading(element, place, 3),
  BLOCKQUOTE: readQuote,
  UL: (element, place) => readList(element, place, false),
  OL: (element, place) => readList(element, place, true),
  PRE: readCode,
  TABLE: readTable,
  FIGURE: readFigure,
  HR: (_, { sink }) => sink.add({ block: 'rule' }),
  IMG: (element, place) => readPicture(element, place, ''),
  BR: (_, { sink }) => sink.breakLine(),
};

/** Makes blocks of what was cleaned. */
export function readBlocks(root: DocumentFragment, base: string | undefined): readonly ForeignBlock[] {
  const blocks = inner(root, { sink: createLineSink(), marks: {}, base, depth: 0 });
  return joinLists(blocks)
    .flatMap((block) => (block.block === 'foreign-picture' ? [block] : tidyForeign(block)))
    .slice(0, MOST_BLOCKS);
}

function tidyForeign(block: Exclude<ForeignBlock, { block: 'foreign-picture' }>): readonly ForeignBlock[] {
  // Text stays text when it is put in order.
  return tidyBlock(block) as readonly ForeignBlock[];
}

/** The blocks of what is inside an element. */
function inner(element: Element | DocumentFragment, place: Place): readonly ForeignBlock[] {
  const sink = createLineSink();
  readChildren(element, { ...place, sink });
  sink.flush();
  return sink.blocks;
}

function readChildren(element: Element | DocumentFragment, place: Place): void {
  if (place.depth > DEEPEST) return;
  const below = { ...place, depth: place.depth + 1 };
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) place.sink.text(child.textContent ?? '', place.marks);
    else if (child.nodeType === Node.ELEMENT_NODE && child instanceof Element) readElement(child, below);
  }
}

function readElement(element: Element, place: Place): void {
  const read = READERS[element.tagName];
  if (read !== undefined) return read(element, place);
  if (isWordMarker(element)) return;
  const level = wordListLevel(element);
  if (level !== null) return readWordEntry(element, place, level);
  const marks = marksInside(element, place.marks);
  if (!BLOCKS.has(element.tagName))
    return readChildren(element, { ...place, marks: linked(element, marks, place.base) });
  place.sink.flush();
  readChildren(element, { ...place, marks });
  place.sink.flush();
}

function linked(element: Element, marks: Marks, base: string | undefined): Marks {
  if (element.tagName !== 'A') return marks;
  const link = linkAddress(element.getAttribute('href'), base);
  return link === null ? marks : { ...marks, link };
}

function readHeading(element: Element, place: Place, level: 2 | 3): void {
  const { lines, rest } = innerLines(inner(element, { ...place, marks: {} }));
  const spans = joinLines(lines);
  if (spans.length > 0) place.sink.add({ block: 'heading', level, spans });
  place.sink.add(...rest);
}

function readQuote(element: Element, place: Place): void {
  const { lines, rest } = innerLines(inner(element, place));
  if (lines.length > 0) place.sink.add({ block: 'quote', paragraphs: lines });
  place.sink.add(...rest);
}

function readCode(element: Element, { sink }: Place): void {
  for (const line of element.querySelectorAll('br')) line.replaceWith('\n');
  const text = element.textContent.replace(/\n$/u, '');
  if (text.trim() !== '') sink.add({ block: 'code', language: codeLanguage(element), text });
}

/** The nearest of the four levels there are. */
function levelOf(depth: number): Item['level'] {
  return ([0, 1, 2, 3] as const)[Math.min(depth, 3)] ?? 3;
}

function readList(element: Element, place: Place, ordered: boolean): void {
  const rest: ForeignBlock[] = [];
  const items = listItems(element, place, { depth: 0, rest });
  if (items.length > 0) place.sink.add({ block: 'list', ordered, items });
  place.sink.add(...rest);
}

/** Entries of a list and of those inside it, each with how deep it is. Some pages put inner lists beside entries, not in them. */
function listItems(
  list: Element,
  place: Place,
  at: { readonly depth: number; readonly rest: ForeignBlock[] },
): readonly Item[] {
  if (place.depth > DEEPEST) return [];
  const deeper = { ...at, depth: at.depth + 1 };
  const below = { ...place, depth: place.depth + 1 };
  return [...list.children].flatMap((child) => {
    if (child.tagName === 'UL' || child.tagName === 'OL') return listItems(child, below, deeper);
    const lists = [...child.children].filter(({ tagName }) => tagName === 'UL' || tagName === 'OL');
    for (const one of lists) one.remove();
    const { lines, rest } = innerLines(inner(child, below));
    at.rest.push(...rest);
    const spans = joinLines(lines);
    const own = spans.length === 0 ? [] : [{ level: levelOf(at.depth), spans }];
    return [...own, ...lists.flatMap((one) => listItems(one, below, deeper))];
  });
}

/** A word processor writes entries as paragraphs: {@link joinLists} makes lists of them. */
function readWordEntry(element: Element, place: Place, depth: number): void {
  const { lines, rest } = innerLines(inner(element, place));
  const ordered = isWordNumbered(element);
  const spans = joinLines(lines);
  if (spans.length > 0) place.sink.add({ block: 'list', ordered, items: [{ level: levelOf(depth), spans }] });
  place.sink.add(...rest);
}

/** Lists of one entry each that follow each other are one list. */
function joinLists(blocks: readonly ForeignBlock[]): readonly ForeignBlock[] {
  const joined: ForeignBlock[] = [];
  let items: Item[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    const isMore =
      last?.block === 'list' && block.block === 'list' && (last.ordered === block.ordered || startsInside(block));
    if (isMore) items.push(...block.items);
    else if (block.block === 'list') {
      items = [...block.items];
      joined.push({ ...block, items });
    } else joined.push(block);
  }
  return joined;
}

function startsInside({ items }: Extract<ForeignBlock, { block: 'list' }>): boolean {
  return (items[0]?.level ?? 0) > 0;
}

/** A table of figures becomes one; one that only arranges a page becomes what is in it. */
function readTable(element: Element, place: Place): void {
  const rows = [...element.querySelectorAll('tr')].filter((row) => row.closest('table') === element);
  const cells = rows.map((row) => [...row.children]);
  const isLayout =
    Math.max(0, ...cells.map((row) => row.length)) < 2 || element.querySelector('table, h1, h2, h3') !== null;
  if (isLayout) {
    place.sink.flush();
    for (const cell of cells.flat()) place.sink.add(...inner(cell, place));
    return;
  }
  const rest: ForeignBlock[] = [];
  const read = cells
    .filter((row) => row.length > 0)
    .map((row) =>
      row.map((cell) => {
        const parted = innerLines(inner(cell, { ...place, marks: {} }));
        rest.push(...parted.rest);
        return joinLines(parted.lines);
      }),
    );
  const header = cells[0]?.every(({ tagName }) => tagName === 'TH') === true;
  if (read.length > 0) place.sink.add({ block: 'table', header, rows: read });
  place.sink.add(...rest);
}

function readFigure(element: Element, place: Place): void {
  const pictures = [...element.querySelectorAll('img')];
  const caption = element.querySelector('figcaption');
  if (pictures.length === 0 || caption === null) {
    place.sink.flush();
    readChildren(element, place);
    return place.sink.flush();
  }
  const [first, ...others] = pictures;
  if (first !== undefined) readPicture(first, place, caption.textContent);
  for (const other of others) readPicture(other, place, '');
}

function readPicture(element: Element, { sink, base }: Place, caption: string): void {
  const src = pictureAddress(element.getAttribute('src'), base);
  if (src === null) return;
  const line = (text: string) =>
    cutText(tidyText(text.replaceAll(/\s+/gu, ' ').trim(), LONGEST_CAPTION), LONGEST_CAPTION);
  sink.add({
    block: 'foreign-picture',
    src,
    caption: line(caption),
    description: line(element.getAttribute('alt') ?? ''),
  });
}
