import type { Span } from '@domain/article/document.ts';

/** The marks of a piece of text. */
export type Marks = Omit<Span, 'text'>;

const MARK_TAGS: Readonly<Record<string, keyof Omit<Marks, 'link'>>> = {
  B: 'bold',
  STRONG: 'bold',
  I: 'italic',
  EM: 'italic',
  CITE: 'italic',
  VAR: 'italic',
  S: 'strike',
  DEL: 'strike',
  STRIKE: 'strike',
  CODE: 'code',
  KBD: 'code',
  SAMP: 'code',
  TT: 'code',
};

const BOLD = /(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)/iu;
const NOT_BOLD = /(?:^|;)\s*font-weight\s*:\s*(?:normal|[1-5]00)/iu;
const ITALIC = /(?:^|;)\s*font-style\s*:\s*italic/iu;
const NOT_ITALIC = /(?:^|;)\s*font-style\s*:\s*normal/iu;
const STRIKE = /(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*line-through/iu;

function withMark(marks: Marks, name: keyof Omit<Marks, 'link'>, isOn: boolean): Marks {
  if (isOn) return { ...marks, [name]: true };
  const { [name]: _, ...others } = marks;
  return others;
}

/** The marks inside an element: word processors say them by tags, by style, or by style against the tag. */
export function marksInside(element: Element, marks: Marks): Marks {
  const name = MARK_TAGS[element.tagName];
  const style = element.getAttribute('style') ?? '';
  let inside = name === undefined ? marks : withMark(marks, name, true);
  if (style === '') return inside;
  if (BOLD.test(style)) inside = withMark(inside, 'bold', true);
  if (NOT_BOLD.test(style)) inside = withMark(inside, 'bold', false);
  if (ITALIC.test(style)) inside = withMark(inside, 'italic', true);
  if (NOT_ITALIC.test(style)) inside = withMark(inside, 'italic', false);
  return STRIKE.test(style) ? withMark(inside, 'strike', true) : inside;
}

const WORD_LIST = /mso-list\s*:\s*l\d+\s+level(\d+)/iu;
const WORD_MARKER = /mso-list\s*:\s*ignore/iu;

/** How deep an entry of a list is that a word processor wrote as a paragraph, from 0; null for what is none. */
export function wordListLevel(element: Element): number | null {
  const level = WORD_LIST.exec(element.getAttribute('style') ?? '')?.[1];
  return level === undefined ? null : Number(level) - 1;
}

/** Whether this is the bullet or number that a word processor wrote before an entry of a list. */
export function isWordMarker(element: Element): boolean {
  return WORD_MARKER.test(element.getAttribute('style') ?? '');
}

/** Whether the bullet before such an entry is a number or letter. */
export function isWordNumbered(element: Element): boolean {
  const marker = [...element.querySelectorAll('span')].find(isWordMarker);
  return /^\s*(?:\d+|[a-z]{1,4})[.)]/iu.test(marker?.textContent ?? '');
}

/** The language of code, as highlighters name it. */
export function codeLanguage(element: Element): string {
  const classes = `${element.className} ${element.querySelector('code')?.className ?? ''}`;
  const name = /(?:language|lang|highlight-source|brush)[-:]\s*([a-z0-9+#-]{1,20})/iu.exec(classes)?.[1];
  return name?.toLowerCase() ?? '';
}
