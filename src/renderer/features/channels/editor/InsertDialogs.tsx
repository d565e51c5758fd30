import type { Node } from 'prosemirror-model';
import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { articleSchema } from './articleSchema.ts';
import type { EditorTools } from './editorTools.ts';
import { PostChooser } from './PostChooser.tsx';
import { ProductDialog } from './ProductDialog.tsx';
import { ProgramChooser } from './ProgramChooser.tsx';
import { usePayCode } from './usePayCode.tsx';

/** What is asked for before it goes into the text. */
export type InsertKind = 'program' | 'payment' | 'product' | 'post';

export interface InsertDialogsProps {
  readonly kind: InsertKind;
  readonly tools: EditorTools;
  readonly onInsert: (blocks: readonly Node[]) => void;
  readonly onClose: () => void;
}

/** Asks which program, what payment, which post. */
export function InsertDialogs({ kind, tools, onInsert, onClose }: InsertDialogsProps): ReactNode {
  switch (kind) {
    case 'program':
      return <ProgramChooser onInsert={onInsert} onClose={onClose} />;
    case 'payment':
      return <PaymentDialog onInsert={onInsert} onClose={onClose} />;
    case 'product':
      return <ProductDialog tools={tools} onInsert={onInsert} onClose={onClose} />;
    case 'post':
      return <PostChooser onInsert={onInsert} onClose={onClose} />;
  }
}

const FORM = 'article-payment';

/** A request to pay, by the code the wallet shows for it. */
function PaymentDialog({ onInsert, onClose }: Omit<InsertDialogsProps, 'kind' | 'tools'>): ReactNode {
  const t = useT();
  const [label, setLabel] = useState('');
  const { field, isEmpty, take } = usePayCode();
  const insert = () => {
    const code = take();
    if (code !== null) onInsert([articleSchema.nodes.payment.create({ code, label: label.trim() })]);
  };
  return (
    <Dialog
      isOpen
      title={t('channels.editor.payment')}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form={FORM} disabled={label.trim() === '' || isEmpty}>
            {t('channels.editor.put')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        onSubmit={(event) => {
          event.preventDefault();
          insert();
        }}
      >
        <p>{t('channels.editor.payment.text')}</p>
        <TextField
          label={t('channels.editor.payment.label')}
          maxLength={200}
          autoFocus
          value={label}
          onChange={setLabel}
        />
        {field}
      </form>
    </Dialog>
  );
}
