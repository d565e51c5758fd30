import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
} from 'prosemirror-tables';
import type { Command } from 'prosemirror-state';
import { useT } from '@i18n/useT.tsx';
import type { MenuEntry } from '@ui/overlays/menuEntry.ts';
import type { ArticleEditorHandle } from './createArticleEditor.ts';

/** What can be done to the table one is in. */
export function useTableMenu(handle: ArticleEditorHandle): readonly MenuEntry[] {
  const t = useT();
  const entry = (id: Parameters<typeof t>[0], command: Command, isDanger = false): MenuEntry => ({
    id,
    label: t(id),
    isDanger,
    onAction: () => handle.run(command),
  });
  return [
    entry('channels.editor.table.rowBefore', addRowBefore),
    entry('channels.editor.table.rowAfter', addRowAfter),
    entry('channels.editor.table.columnBefore', addColumnBefore),
    entry('channels.editor.table.columnAfter', addColumnAfter),
    { id: 'line', isSeparator: true },
    entry('channels.editor.table.deleteRow', deleteRow, true),
    entry('channels.editor.table.deleteColumn', deleteColumn, true),
    entry('channels.editor.table.delete', deleteTable, true),
  ];
}
