import { baseKeymap, chainCommands } from 'prosemirror-commands';
import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import { history, redo, undo } from 'prosemirror-history';
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { type Command, type Plugin, TextSelection } from 'prosemirror-state';
import { goToNextCell, tableEditing } from 'prosemirror-tables';
import { articleSchema } from './articleSchema.ts';
import { breakCell, breakLine, paragraphBelow, setTextKind, toggle, toggleQuote } from './editorCommands.ts';
import { openEnd } from './openEnd.ts';
import { indentItems, leaveItem, splitItem, toggleList } from './listCommands.ts';

const { nodes } = articleSchema;

/** What the keys ask the screen for. */
export interface EditorKeys {
  readonly onLink: () => void;
  /** Out of the text by keyboard, since Tab moves entries of lists. */
  readonly onLeave: () => void;
}

const doing =
  (task: () => void): Command =>
  () => {
    task();
    return true;
  };

function articleKeys({ onLink, onLeave }: EditorKeys): Plugin {
  return keymap({
    'Mod-z': undo,
    'Shift-Mod-z': redo,
    'Mod-y': redo,
    'Mod-b': toggle('bold'),
    'Mod-i': toggle('italic'),
    'Shift-Mod-x': toggle('strike'),
    'Mod-e': toggle('code'),
    'Mod-k': doing(onLink),
    'Alt-Mod-0': setTextKind('paragraph'),
    'Alt-Mod-2': setTextKind('heading-2'),
    'Alt-Mod-3': setTextKind('heading-3'),
    'Shift-Mod-7': toggleList(true),
    'Shift-Mod-8': toggleList(false),
    'Shift-Mod-9': toggleQuote,
    Enter: chainCommands(breakCell, splitItem, paragraphBelow),
    'Shift-Enter': breakLine,
    Backspace: leaveItem,
    Tab: chainCommands(goToNextCell(1), indentItems(1)),
    'Shift-Tab': chainCommands(goToNextCell(-1), indentItems(-1)),
    Escape: doing(onLeave),
  });
}

/** "- " and "1. " at the beginning of a paragraph begin a list. */
function listRule(pattern: RegExp, ordered: boolean): InputRule {
  return new InputRule(pattern, (state, _match, ...[start, end]) => {
    const $start = state.doc.resolve(start);
    if ($start.parent.type !== nodes.paragraph || $start.depth !== 1) return null;
    const rest = $start.parent.cut(end - $start.start()).content;
    const list = nodes.list.create({ ordered }, nodes.list_item.create(null, rest));
    const change = state.tr.replaceWith($start.before(), $start.after(), list);
    return change.setSelection(TextSelection.create(change.doc, $start.before() + 2));
  });
}

function typingRules(): Plugin {
  return inputRules({
    rules: [
      textblockTypeInputRule(/^##?\s$/u, nodes.heading, { level: 2 }),
      textblockTypeInputRule(/^###\s$/u, nodes.heading, { level: 3 }),
      textblockTypeInputRule(/^```\s?$/u, nodes.code_block),
      wrappingInputRule(/^\s*>\s$/u, nodes.quote),
      listRule(/^\s*[-*•]\s$/u, false),
      listRule(/^\s*1[.)]\s$/u, true),
      new InputRule(/^(?:---|\*\*\*)$/u, (state, _match, start) => {
        const $start = state.doc.resolve(start);
        if ($start.parent.type !== nodes.paragraph || $start.depth !== 1) return null;
        const made = [nodes.rule.create(), nodes.paragraph.create()];
        const change = state.tr.replaceWith($start.before(), $start.after(), made);
        return change.setSelection(TextSelection.create(change.doc, $start.before() + 2));
      }),
    ],
  });
}

/** Everything the editor does by keys and by typing. */
export function articlePlugins(keys: EditorKeys): Plugin[] {
  return [
    typingRules(),
    articleKeys(keys),
    keymap(baseKeymap),
    history(),
    dropCursor({ width: 2, class: 'drop-cursor' }),
    gapCursor(),
    tableEditing(),
    openEnd(),
  ];
}
