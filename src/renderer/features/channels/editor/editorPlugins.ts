import { baseKeymap, chainCommands } from 'prosemirror-commands';
import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import { history, redo, undo } from 'prosemirror-history';
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { type Command, type Plugin, TextSelection } from 'prosemirror-state';
import { goToNextCell, tableEditing } from 'prosemirror-tables';
import { articleKeys } from '@ui/keys/articleKeys.ts';
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

function keysOf({ onLink, onLeave }: EditorKeys): Plugin {
  return keymap({
    ...ownKeys({
      undo,
      redo,
      redoToo: redo,
      bold: toggle('bold'),
      italic: toggle('italic'),
      strike: toggle('strike'),
      code: toggle('code'),
      link: doing(onLink),
      paragraph: setTextKind('paragraph'),
      heading: setTextKind('heading-2'),
      smallHeading: setTextKind('heading-3'),
      numbers: toggleList(true),
      bullets: toggleList(false),
      quote: toggleQuote,
      leave: doing(onLeave),
    }),
    Enter: chainCommands(breakCell, splitItem, paragraphBelow),
    'Shift-Enter': breakLine,
    Backspace: leaveItem,
    Tab: chainCommands(goToNextCell(1), indentItems(1)),
    'Shift-Tab': chainCommands(goToNextCell(-1), indentItems(-1)),
  });
}

/** What the app's own keys do, as the editor's library names keys. */
function ownKeys(commands: Readonly<Record<keyof typeof articleKeys, Command>>): Record<string, Command> {
  const named = Object.entries(articleKeys).map(([name, chord]) => [name, chord.replaceAll('+', '-')] as const);
  // What a letter is named there.
  const plain = named.map(
    ([name, chord]) => [name, chord.replace(/-[A-Z]$/, (end: string) => end.toLowerCase())] as const,
  );
  return Object.fromEntries(plain.map(([name, chord]) => [chord, commands[name as keyof typeof articleKeys]]));
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
    keysOf(keys),
    keymap(baseKeymap),
    history(),
    dropCursor({ width: 2, class: 'drop-cursor' }),
    gapCursor(),
    tableEditing(),
    openEnd(),
  ];
}
