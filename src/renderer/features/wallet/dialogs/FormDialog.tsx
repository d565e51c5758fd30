import { type ReactNode, useId } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Dialogs.module.css';

export interface FormDialogProps {
  readonly title: string;
  /** On the button that does it. */
  readonly press: string;
  /** Whether what was typed is enough. */
  readonly isReady: boolean;
  readonly isPending: boolean;
  readonly onSubmit: () => void;
  /** It was pressed while something is missing: now that is to be said. */
  readonly onIncomplete?: () => void;
  readonly onClose: () => void;
  /** Below the form, and no part of it: what asks for something itself. */
  readonly notice?: ReactNode;
  readonly children: ReactNode;
}

/** A dialog in which a person types what is to be done: Enter does it, a press beside it does nothing. */
export function FormDialog(props: FormDialogProps): ReactNode {
  const t = useT();
  const id = useId();
  return (
    <Dialog
      isOpen
      title={props.title}
      closeLabel={t('common.close')}
      isPressOutsideIgnored
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            form={id}
            pending={props.isPending}
            aria-disabled={!props.isReady || undefined}
          >
            {props.press}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!props.isReady) props.onIncomplete?.();
          else if (!props.isPending) props.onSubmit();
        }}
      >
        {props.children}
      </form>
      {props.notice}
    </Dialog>
  );
}
