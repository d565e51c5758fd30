import { type DOMOutputSpec, type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model';
import { tableNodes } from 'prosemirror-tables';

/** What a block is that only a view draws: its DOM is a mark of its place. */
const placeOf = (name: string): Pick<NodeSpec, 'toDOM' | 'parseDOM'> => ({
  toDOM: (): DOMOutputSpec => ['div', { 'data-block': name }],
  // Never read from the page: what it shows is in no attribute.
  parseDOM: [],
});

const textBlocks = {
  paragraph: {
    group: 'block',
    content: 'inline*',
    parseDOM: [{ tag: 'p' }],
    toDOM: (): DOMOutputSpec => ['p', { dir: 'auto' }, 0],
  },
  heading: {
    group: 'block',
    content: 'inline*',
    attrs: { level: { default: 2 } },
    defining: true,
    parseDOM: [
      { tag: 'h2', attrs: { level: 2 } },
      { tag: 'h3', attrs: { level: 3 } },
    ],
    toDOM: (node): DOMOutputSpec => [node.attrs['level'] === 2 ? 'h2' : 'h3', { dir: 'auto' }, 0],
  },
  code_block: {
    group: 'block',
    content: 'text*',
    marks: '',
    code: true,
    defining: true,
    attrs: { language: { default: '' } },
    parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
    toDOM: (): DOMOutputSpec => ['pre', { dir: 'ltr', spellcheck: 'false' }, ['code', 0]],
  },
} satisfies Record<string, NodeSpec>;

/** Entries of a list stand side by side, each with how deep it is, as in the document. */
const groups = {
  quote: {
    group: 'block',
    content: 'paragraph+',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: (): DOMOutputSpec => ['blockquote', 0],
  },
  list: {
    group: 'block',
    content: 'list_item+',
    attrs: { ordered: { default: false } },
    parseDOM: [
      { tag: 'ul', attrs: { ordered: false } },
      { tag: 'ol', attrs: { ordered: true } },
    ],
    toDOM: (node): DOMOutputSpec => [node.attrs['ordered'] === true ? 'ol' : 'ul', 0],
  },
  list_item: {
    content: 'inline*',
    attrs: { level: { default: 0 } },
    defining: true,
    parseDOM: [{ tag: 'li', getAttrs: (element) => ({ level: Number(element.dataset['level'] ?? 0) }) }],
    toDOM: (node): DOMOutputSpec => ['li', { 'data-level': String(node.attrs['level']), dir: 'auto' }, 0],
  },
} satisfies Record<string, NodeSpec>;

const atoms = {
  rule: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: (): DOMOutputSpec => ['hr'] },
  picture: {
    group: 'block',
    atom: true,
    draggable: true,
    attrs: { file: {}, caption: { default: '' }, description: { default: '' } },
    ...placeOf('picture'),
  },
  program: { group: 'block', atom: true, draggable: true, attrs: { program: {} }, ...placeOf('program') },
  payment: { group: 'block', atom: true, draggable: true, attrs: { code: {}, label: {} }, ...placeOf('payment') },
  product: {
    group: 'block',
    atom: true,
    draggable: true,
    attrs: { picture: {}, name: {}, amount: {}, unit: {}, words: {}, opens: {} },
    ...placeOf('product'),
  },
  post: {
    group: 'block',
    atom: true,
    draggable: true,
    attrs: { channel: {}, post: {}, title: {} },
    ...placeOf('post'),
  },
} satisfies Record<string, NodeSpec>;

const tag = (name: string, ...others: readonly string[]): MarkSpec => ({
  parseDOM: [name, ...others].map((one) => ({ tag: one })),
  toDOM: (): DOMOutputSpec => [name, 0],
});

const tables = tableNodes({ tableGroup: 'block', cellContent: 'inline*', cellAttributes: {} });

/** A cell runs as what is written in it begins. */
const cell = (name: 'table_cell' | 'table_header', element: 'td' | 'th'): NodeSpec => ({
  ...tables[name],
  toDOM: (): DOMOutputSpec => [element, { dir: 'auto' }, 0],
});

/** The blocks of an article as the editor holds them: the same as `domain/article` has, block for block (ART-4). */
export const articleSchema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    ...textBlocks,
    ...groups,
    ...tables,
    table_cell: cell('table_cell', 'td'),
    table_header: cell('table_header', 'th'),
    ...atoms,
    text: { group: 'inline' },
    hard_break: {
      group: 'inline',
      inline: true,
      selectable: false,
      parseDOM: [{ tag: 'br' }],
      toDOM: (): DOMOutputSpec => ['br'],
    },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [{ tag: 'a[href]', getAttrs: (element) => ({ href: element.getAttribute('href') }) }],
      toDOM: (mark): DOMOutputSpec => ['a', { href: String(mark.attrs['href']), rel: 'noopener noreferrer' }, 0],
    },
    bold: tag('strong', 'b'),
    italic: tag('em', 'i'),
    strike: tag('s', 'del'),
    code: tag('code'),
  },
});
