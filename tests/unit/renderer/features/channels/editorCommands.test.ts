import type { Node } from 'prosemirror-model';
import { type Command, EditorState, NodeSelection, TextSelection } from 'prosemirror-state';
import { describe, expect, test } from 'vitest';
import type { Block } from '@domain/article/document.ts';
import { articleSchema } from '../../../../../src/renderer/features/channels/editor/articleSchema.ts';
import {
  breakCell,
  insertBlocks,
  linkAt,
  listKindAt,
  newTable,
  paragraphBelow,
  setLink,
  setTextKind,
  textKindAt,
  toggleQuote,
} from '../../../../../src/renderer/features/channels/editor/editorCommands.ts';
import { openEnd } from '../../../../../src/renderer/features/channels/editor/openEnd.ts';
import { fromEditor } from '../../../../../src/renderer/features/channels/editor/fromEditor.ts';
import {
  indentItems,
  itemToParagraph,
  leaveItem,
  splitItem,
  toggleList,
} from '../../../../../src/renderer/features/channels/editor/listCommands.ts';
import { looksLikeMarkdown } from '../../../../../src/renderer/features/channels/editor/looksLikeMarkdown.ts';
import { toEditor } from '../../../../../src/renderer/features/channels/editor/toEditor.ts';

const paragraph = (text: string): Block => ({ block: 'paragraph', spans: text === '' ? [] : [{ text }] });
const list = (...items: readonly (readonly [0 | 1 | 2 | 3, string])[]): Block => ({
  block: 'list',
  ordered: false,
  items: items.map(([level, text]) => ({ level, spans: text === '' ? [] : [{ text }] })),
});

/** Where a text ends in a document. */
function endOf(doc: Node, text: string): number {
  let found = -1;
  doc.descendants((node, place) => {
    if (node.isText && node.text?.includes(text) === true) found = place + node.text.indexOf(text) + text.length;
  });
  if (found === -1) throw new Error(`there is no ${text}`);
  return found;
}

/** The editor with the caret behind a text, or at a place. */
function at(blocks: readonly Block[], place: string | number): EditorState {
  const doc = toEditor({ v: 1, blocks });
  const caret = typeof place === 'number' ? place : endOf(doc, place);
  return EditorState.create({ doc, selection: TextSelection.create(doc, caret) });
}

function run(state: EditorState, ...commands: readonly Command[]): EditorState {
  return commands.reduce((before, command) => {
    let next = before;
    command(before, (change) => {
      next = before.apply(change);
    });
    next.doc.check();
    return next;
  }, state);
}

const blocksOf = (state: EditorState) => fromEditor(state.doc).blocks;
const type =
  (text: string): Command =>
  (state, dispatch) => {
    dispatch?.(state.tr.insertText(text));
    return true;
  };

describe('lists', () => {
  test('CHN-UI-9 Enter begins an entry at the same level, twice leads a level out, and at last out of the list', () => {
    const begun = at([list([0, 'a'], [1, 'b'])], 'b');
    const split = run(begun, splitItem, type('c'));
    expect(blocksOf(split)).toEqual([list([0, 'a'], [1, 'b'], [1, 'c'])]);
    const out = run(split, splitItem, splitItem);
    expect(blocksOf(out)).toEqual([list([0, 'a'], [1, 'b'], [1, 'c'], [0, ''])]);
    expect(blocksOf(run(out, splitItem, type('after')))).toEqual([
      list([0, 'a'], [1, 'b'], [1, 'c']),
      paragraph('after'),
    ]);
  });

  test('CHN-UI-9 Enter within an entry cuts it in two', () => {
    expect(blocksOf(run(at([list([2, 'ab'])], 'a'), splitItem))).toEqual([list([2, 'a'], [2, 'b'])]);
  });

  test('CHN-UI-9 Tab and Shift-Tab move an entry within its four levels, and are nothing elsewhere', () => {
    const deep = run(at([list([0, 'a'])], 'a'), indentItems(1), indentItems(1), indentItems(1), indentItems(1));
    expect(blocksOf(deep)).toEqual([list([3, 'a'])]);
    expect(blocksOf(run(deep, indentItems(-1)))).toEqual([list([2, 'a'])]);
    expect(indentItems(1)(at([paragraph('a')], 'a'))).toBe(false);
  });

  test('CHN-UI-9 Backspace at the beginning of an entry leads out of the list, between what was before and after', () => {
    const state = at(
      [list([0, 'a'], [0, 'b'], [0, 'c'])],
      endOf(toEditor({ v: 1, blocks: [list([0, 'a'], [0, 'b'])] }), 'b') - 1,
    );
    expect(blocksOf(run(state, leaveItem))).toEqual([list([0, 'a']), paragraph('b'), list([0, 'c'])]);
    expect(leaveItem(at([list([0, 'a'])], 'a'))).toBe(false);
  });

  test('a list is made of paragraphs and quotes, and paragraphs of a list again', () => {
    const made = run(at([paragraph('a')], 'a'), toggleList(true));
    expect(blocksOf(made)).toEqual([{ ...list([0, 'a']), ordered: true }]);
    expect(listKindAt(made)).toBe('ordered');
    expect(blocksOf(run(made, type('b')))).toEqual([{ ...list([0, 'ab']), ordered: true }]);
    expect(blocksOf(run(made, toggleList(false)))).toEqual([list([0, 'a'])]);
    expect(blocksOf(run(made, toggleList(true), type('b')))).toEqual([paragraph('ab')]);
    const quote: Block = { block: 'quote', paragraphs: [[{ text: 'x' }], [{ text: 'y' }]] };
    expect(blocksOf(run(at([quote], 'x'), toggleList(false)))).toEqual([list([0, 'x'], [0, 'y'])]);
  });

  test('no list is made of code or a table', () => {
    expect(toggleList(false)(at([{ block: 'code', language: '', text: 'a' }], 'a'))).toBe(false);
  });

  test('an entry becomes a paragraph with the caret where it was', () => {
    expect(blocksOf(run(at([list([0, 'a'], [0, 'bc'])], 'b'), itemToParagraph, type('!')))).toEqual([
      list([0, 'a']),
      paragraph('b!c'),
    ]);
  });
});

describe('kinds of text', () => {
  test('a paragraph becomes a heading, code, and a paragraph again', () => {
    const heading = run(at([paragraph('a')], 'a'), setTextKind('heading-3'));
    expect(textKindAt(heading)).toBe('heading-3');
    expect(blocksOf(heading)).toEqual([{ block: 'heading', level: 3, spans: [{ text: 'a' }] }]);
    const code = run(heading, setTextKind('code'));
    expect(blocksOf(code)).toEqual([{ block: 'code', language: '', text: 'a' }]);
    expect(blocksOf(run(code, setTextKind('paragraph')))).toEqual([paragraph('a')]);
  });

  test('a paragraph goes into a quote and out of it', () => {
    const quoted = run(at([paragraph('a')], 'a'), toggleQuote);
    expect(blocksOf(quoted)).toEqual([{ block: 'quote', paragraphs: [[{ text: 'a' }]] }]);
    expect(blocksOf(run(quoted, toggleQuote))).toEqual([paragraph('a')]);
  });
});

describe('links', () => {
  const href = 'https://banyan.example/';

  test('an address is put where nothing is selected, is found again, changed and taken away', () => {
    const linked = run(at([paragraph('see ')], 'see '), setLink(href));
    expect(blocksOf(linked)).toEqual([{ block: 'paragraph', spans: [{ text: 'see ' }, { text: href, link: href }] }]);
    expect(linkAt(linked)?.href).toBe(href);
    const changed = run(linked, setLink('mailto:mira@banyan.example'));
    expect(linkAt(changed)?.href).toBe('mailto:mira@banyan.example');
    expect(blocksOf(run(changed, setLink(null)))).toEqual([paragraph(`see ${href}`)]);
  });

  test('selected text leads to the address', () => {
    const doc = toEditor({ v: 1, blocks: [paragraph('here')] });
    const state = EditorState.create({ doc, selection: TextSelection.create(doc, 1, 5) });
    expect(blocksOf(run(state, setLink(href)))).toEqual([
      { block: 'paragraph', spans: [{ text: 'here', link: href }] },
    ]);
  });
});

describe('what is put in', () => {
  test('comes in place of an empty paragraph, else below, and one goes on writing after it', () => {
    const rule = articleSchema.nodes.rule.create();
    const empty = run(at([paragraph('')], 1), insertBlocks([rule]), type('after'));
    expect(blocksOf(empty)).toEqual([{ block: 'rule' }, paragraph('after')]);
    const below = run(at([paragraph('a'), paragraph('b')], 'a'), insertBlocks([rule]), type('x'));
    expect(blocksOf(below)).toEqual([paragraph('a'), { block: 'rule' }, paragraph('xb')]);
  });

  test('Enter on a picture or card begins a paragraph below it', () => {
    const doc = toEditor({
      v: 1,
      blocks: [{ block: 'payment', code: 'banyan://pay#x', label: 'Tea' }, { block: 'rule' }],
    });
    const state = EditorState.create({ doc, selection: NodeSelection.create(doc, 0) });
    const [first, second] = blocksOf(run(state, paragraphBelow, type('x')));
    expect(first?.block).toBe('payment');
    expect(second).toEqual(paragraph('x'));
  });

  test('Enter in a cell begins a line in it and never cuts it', () => {
    const doc = articleSchema.nodes.doc.create(null, [newTable()]);
    const state = EditorState.create({ doc, selection: TextSelection.create(doc, 3) });
    const [table] = blocksOf(run(state, type('a'), breakCell, type('b')));
    expect(table).toMatchObject({ block: 'table', header: true });
    expect(table?.block === 'table' && table.rows[0]?.[0]).toEqual([{ text: 'a\nb' }]);
    expect(breakCell(at([paragraph('a')], 'a'))).toBe(false);
  });
});

describe('plain text', () => {
  test.each(['# Head', '- a\n- b', '| a | b |', '```\nx\n```', 'a **bold** [link](https://x.example)'])(
    'is taken as Markdown: %s',
    (text) => expect(looksLikeMarkdown(text)).toBe(true),
  );

  test.each(['Just words.', '- one dash', '2 * 3 * 4', 'a #tag', 'x | y', '> quoted once', 'snake_case and `one`'])(
    'is left as it is: %s',
    (text) => expect(looksLikeMarkdown(text)).toBe(false),
  );
});

describe('the end of the text', () => {
  test('below a picture, table or card there is always a paragraph to go on in', () => {
    const doc = toEditor({ v: 1, blocks: [paragraph('a')] });
    const state = EditorState.create({ doc, plugins: [openEnd()] });
    const card = articleSchema.nodes.payment.create({ code: 'banyan://pay#x', label: 'Tea' });
    const put = state.apply(state.tr.insert(doc.content.size, card));
    expect(put.doc.children.map(({ type: kind }) => kind.name)).toEqual(['paragraph', 'payment', 'paragraph']);
    const typed = put.apply(put.tr.insertText('b', put.doc.content.size - 1));
    expect(typed.doc.childCount).toBe(3);
  });
});
