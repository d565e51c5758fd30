import { CodeXml, FileText, HandCoins, ImagePlus, LayoutGrid, Minus, ShoppingBag, Table } from 'lucide-react';
import { useT } from '@i18n/useT.tsx';
import type { MenuEntry } from '@ui/overlays/menuEntry.ts';
import { articleSchema } from './articleSchema.ts';
import type { ArticleEditorHandle } from './createArticleEditor.ts';
import { newTable } from './editorCommands.ts';
import type { InsertKind } from './InsertDialogs.tsx';

const { nodes } = articleSchema;

/** What the menu asks for that it can not do itself. */
export interface InsertAsks {
  readonly onPictures: () => void;
  readonly onAsk: (asked: InsertKind) => void;
}

/** What can be put into the text. */
export function useInsertMenu(handle: ArticleEditorHandle, asks: InsertAsks): readonly MenuEntry[] {
  const t = useT();
  return [
    { id: 'picture', label: t('channels.editor.picture'), icon: <ImagePlus aria-hidden />, onAction: asks.onPictures },
    {
      id: 'table',
      label: t('channels.editor.table'),
      icon: <Table aria-hidden />,
      onAction: () => handle.insert([newTable()]),
    },
    {
      id: 'code',
      label: t('channels.editor.codeBlock'),
      icon: <CodeXml aria-hidden />,
      onAction: () => handle.insert([nodes.code_block.create()]),
    },
    {
      id: 'rule',
      label: t('channels.editor.rule'),
      icon: <Minus aria-hidden />,
      onAction: () => handle.insert([nodes.rule.create()]),
    },
    { id: 'line', isSeparator: true },
    {
      id: 'program',
      label: t('channels.editor.program'),
      icon: <LayoutGrid aria-hidden />,
      onAction: () => asks.onAsk('program'),
    },
    {
      id: 'payment',
      label: t('channels.editor.payment'),
      icon: <HandCoins aria-hidden />,
      onAction: () => asks.onAsk('payment'),
    },
    {
      id: 'product',
      label: t('paid.product'),
      icon: <ShoppingBag aria-hidden />,
      onAction: () => asks.onAsk('product'),
    },
    {
      id: 'post',
      label: t('channels.editor.post'),
      icon: <FileText aria-hidden />,
      onAction: () => asks.onAsk('post'),
    },
  ];
}
