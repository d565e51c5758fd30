import { Fragment, type Node, type ResolvedPos } from 'prosemirror-model';
import { type Command, type EditorState, TextSelection, type Transaction } from 'prosemirror-state';
import { articleSchema } from './articleSchema.ts';

const { nodes } = articleSchema;
const DEEPEST = 3;

/** The entry of a list at a place, and where it begins; null outside lists. */
function itemAt($at: ResolvedPos): { readonly item: Node; readonly from: number } | null {
  if ($at.parent.type !== nodes.list_item) return null;
  return { item: $at.parent, from: $at.before() };
}

function levelOf(item: Node): number {
  const level: unknown = item.attrs['level'];
  return typeof level === 'number' ? level : 0;
}

/** Moves every entry in the selection in or out by a level. */
export function indentItems(by: 1 | -1): Command {
  return (state, dispatch) => {
    const { from, to, $from } = state.selection;
    if (itemAt($from) === null) return false;
    const change = state.tr;
    state.doc.nodesBetween(from, to, (node, at) => {
      if (node.type !== nodes.list_item) return true;
      const level = Math.min(DEEPEST, Math.max(0, levelOf(node) + by));
      change.setNodeAttribute(at, 'level', level);
      return false;
    });
    if (change.docChanged) dispatch?.(change);
    // The key is taken even where nothing can move: one who presses it twice does not want to leave the text.
    return true;
  };
}

/** Makes the entry the selection is in a paragraph of its own, between what of the list was before and after it. */
export const itemToParagraph: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if (itemAt($from) === null) return false;
  if (dispatch !== undefined) dispatch(withoutItem(state.tr, $from));
  return true;
};

function withoutItem(change: Transaction, $at: ResolvedPos): Transaction {
  const list = $at.node(-1);
  const index = $at.index(-1);
  const partOf = (items: readonly Node[]) => (items.length === 0 ? [] : [nodes.list.create(list.attrs, items)]);
  const before = partOf(list.children.slice(0, index));
  const paragraph = nodes.paragraph.create(null, $at.parent.content);
  const after = partOf(list.children.slice(index + 1));
  const start = $at.before(-1);
  const begin = start + before.reduce((sum, node) => sum + node.nodeSize, 0) + 1;
  change.replaceWith(start, $at.after(-1), [...before, paragraph, ...after]);
  return change.setSelection(TextSelection.create(change.doc, begin + $at.parentOffset)).scrollIntoView();
}

/** Enter in a list: a new entry at the same level; in an empty one a level out, and at last out of the list. */
export const splitItem: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  const at = itemAt($from);
  if (at === null || !$from.sameParent($to)) return false;
  if (at.item.content.size === 0) {
    return levelOf(at.item) > 0 ? indentItems(-1)(state, dispatch) : itemToParagraph(state, dispatch);
  }
  if (dispatch !== undefined) {
    const change = state.tr.deleteSelection();
    change.split(change.mapping.map($from.pos), 1, [{ type: nodes.list_item, attrs: at.item.attrs }]);
    dispatch(change.scrollIntoView());
  }
  return true;
};

/** Backspace at the beginning of an entry: a level out, and at last out of the list. */
export const leaveItem: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const at = itemAt($from);
  if (!empty || at === null || $from.parentOffset > 0) return false;
  return levelOf(at.item) > 0 ? indentItems(-1)(state, dispatch) : itemToParagraph(state, dispatch);
};

/** The entries a block becomes in a list. */
function itemsOf(block: Node): readonly Node[] {
  if (block.type === nodes.list) return block.children;
  if (block.type === nodes.quote) return block.children.map((line) => nodes.list_item.create(null, line.content));
  return block.inlineContent && block.type !== nodes.code_block ? [nodes.list_item.create(null, block.content)] : [];
}

/** The blocks of the document that the selection touches. */
function touched({ doc, selection }: EditorState) {
  const first = selection.$from.index(0);
  const last = Math.max(first, selection.$to.indexAfter(0) - 1);
  return { blocks: doc.children.slice(first, last + 1), start: selection.$from.posAtIndex(first, 0) };
}

/** Makes a list of the blocks in the selection; of a list of that kind paragraphs again. */
export function toggleList(ordered: boolean): Command {
  return (state, dispatch) => {
    const { blocks, start } = touched(state);
    const items = blocks.flatMap(itemsOf);
    if (items.length === 0 || blocks.some((block) => itemsOf(block).length === 0)) return false;
    if (dispatch === undefined) return true;
    const isOne = blocks.every((block) => block.type === nodes.list && block.attrs['ordered'] === ordered);
    const made = isOne
      ? items.map((item) => nodes.paragraph.create(null, item.content))
      : [nodes.list.create({ ordered }, items)];
    const size = blocks.reduce((sum, block) => sum + block.nodeSize, 0);
    const change = state.tr.replaceWith(start, start + size, Fragment.from(made));
    const moved = isOne ? -1 : 1;
    const isInList = blocks[0]?.type === nodes.list && !isOne;
    const caret = Math.min(change.doc.content.size, state.selection.to + (isInList ? 0 : moved));
    dispatch(change.setSelection(TextSelection.near(change.doc.resolve(caret), -1)).scrollIntoView());
    return true;
  };
}
