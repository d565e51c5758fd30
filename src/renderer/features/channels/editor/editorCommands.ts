import { lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import { Fragment, type Node } from 'prosemirror-model';
import { type Command, type EditorState, NodeSelection, TextSelection } from 'prosemirror-state';
import { isInTable } from 'prosemirror-tables';
import { articleSchema } from './articleSchema.ts';
import { itemToParagraph } from './listCommands.ts';

const { nodes, marks } = articleSchema;

/** What a paragraph may be made. */
export type TextKind = 'paragraph' | 'heading-2' | 'heading-3' | 'code';

/** What the text at the selection is; null for something else, as an entry of a list. */
export function textKindAt({ selection }: EditorState): TextKind | null {
  const { parent } = selection.$from;
  if (parent.type === nodes.paragraph) return 'paragraph';
  if (parent.type === nodes.code_block) return 'code';
  if (parent.type !== nodes.heading) return null;
  return parent.attrs['level'] === 2 ? 'heading-2' : 'heading-3';
}

/** Makes the text in the selection a paragraph, heading or code; an entry of a list becomes a paragraph first. */
export function setTextKind(kind: TextKind): Command {
  return (state, dispatch, view) => {
    if (state.selection.$from.parent.type === nodes.list_item) {
      if (dispatch === undefined || view === undefined) return itemToParagraph(state);
      itemToParagraph(state, view.dispatch.bind(view));
      return setTextKind(kind)(view.state, dispatch, view);
    }
    switch (kind) {
      case 'paragraph':
        return setBlockType(nodes.paragraph)(state, dispatch);
      case 'heading-2':
        return setBlockType(nodes.heading, { level: 2 })(state, dispatch);
      case 'heading-3':
        return setBlockType(nodes.heading, { level: 3 })(state, dispatch);
      case 'code':
        return setBlockType(nodes.code_block)(state, dispatch);
    }
  };
}

/** Puts the paragraphs of the selection into a quote, or out of one. */
export const toggleQuote: Command = (state, dispatch) =>
  isInQuote(state) ? lift(state, dispatch) : wrapIn(nodes.quote)(state, dispatch);

/** Whether the selection is in a quote. */
export function isInQuote({ selection }: EditorState): boolean {
  // A picture that is chosen stands by itself: there is nothing around it.
  return selection.$from.depth > 0 && selection.$from.node(1).type === nodes.quote;
}

/** The kind of list the selection is in. */
export function listKindAt({ selection }: EditorState): 'ordered' | 'bulleted' | null {
  const top = selection.$from.depth === 0 ? null : selection.$from.node(1);
  if (top?.type !== nodes.list) return null;
  return top.attrs['ordered'] === true ? 'ordered' : 'bulleted';
}

/** The marks there are. */
export type MarkName = 'bold' | 'italic' | 'strike' | 'code';

/** Turns a mark on or off. */
export function toggle(name: MarkName): Command {
  return toggleMark(marks[name]);
}

/** Whether text at the selection has a mark. */
export function hasMark({ selection, doc, storedMarks }: EditorState, name: MarkName | 'link'): boolean {
  const { from, to, empty, $from } = selection;
  if (empty) return marks[name].isInSet(storedMarks ?? $from.marks()) !== undefined;
  return doc.rangeHasMark(from, to, marks[name]);
}

/** The text around the caret that has the same link, with where it leads; null where there is none. */
export function linkAt({
  selection,
}: EditorState): { readonly from: number; readonly to: number; readonly href: string } | null {
  const { $from } = selection;
  const index = $from.parent.childBefore($from.parentOffset === 0 ? 1 : $from.parentOffset);
  const mark = index.node === null ? undefined : marks.link.isInSet(index.node.marks);
  const href: unknown = mark?.attrs['href'];
  if (index.node === null || typeof href !== 'string') return null;
  const from = $from.start() + index.offset;
  return { from, to: from + index.node.nodeSize, href };
}

/** Links the selected text, or the link around the caret anew; with nothing selected the address is its own text. Null takes it away. */
export function setLink(href: string | null): Command {
  return (state, dispatch) => {
    const { empty, from, to } = state.selection;
    const around = empty ? linkAt(state) : { from, to };
    const change = state.tr;
    if (around !== null) {
      change.removeMark(around.from, around.to, marks.link);
      if (href !== null) change.addMark(around.from, around.to, marks.link.create({ href }));
    } else if (href !== null) {
      change.replaceSelectionWith(articleSchema.text(href, [marks.link.create({ href })]), false);
    }
    if (change.docChanged) dispatch?.(change.scrollIntoView());
    return change.docChanged;
  };
}

/** Puts blocks below where the selection is, or in place of the empty paragraph it is in, and goes on in a paragraph after them. */
export function insertBlocks(blocks: readonly Node[]): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    if (blocks.length === 0) return false;
    if (dispatch === undefined) return true;
    const top = $from.depth === 0 ? null : $from.node(1);
    const isEmpty = top?.type === nodes.paragraph && top.content.size === 0;
    const end = top === null ? state.selection.to : $from.after(1);
    const start = isEmpty ? $from.before(1) : end;
    const hasNext = end < state.doc.content.size;
    const made = Fragment.from([...blocks, ...(hasNext ? [] : [nodes.paragraph.create()])]);
    const change = state.tr.replaceWith(start, end, made);
    const after = start + blocks.reduce((sum, block) => sum + block.nodeSize, 0);
    change.setSelection(TextSelection.near(change.doc.resolve(Math.min(after + 1, change.doc.content.size))));
    dispatch(change.scrollIntoView());
    return true;
  };
}

/** A table of three columns, with names of columns on top. */
export function newTable(): Node {
  const row = (kind: 'table_header' | 'table_cell') =>
    nodes['table_row'].create(
      null,
      Array.from({ length: 3 }, () => nodes[kind].create()),
    );
  return nodes['table'].create(null, [row('table_header'), row('table_cell'), row('table_cell')]);
}

/** Enter in a cell begins a new line in it: a cell is never cut in two. */
export const breakCell: Command = (state, dispatch) => {
  if (!isInTable(state)) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
};

/** A new line within the paragraph. */
export const breakLine: Command = (state, dispatch) => {
  if (state.selection.$from.parent.type === nodes.code_block) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
};

/** Enter on a selected picture or card: a paragraph below it. */
export const paragraphBelow: Command = (state, dispatch) => {
  if (!(state.selection instanceof NodeSelection) || !state.selection.node.isBlock) return false;
  const at = state.selection.to;
  if (dispatch !== undefined) {
    const change = state.tr.insert(at, nodes.paragraph.create());
    dispatch(change.setSelection(TextSelection.create(change.doc, at + 1)).scrollIntoView());
  }
  return true;
};
