import { type ReactNode, useEffect, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ReadCode } from '@services/workspace/walletCodes.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Illustration } from '@ui/display/Illustration.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Codes.module.css';
import type { CodeDialogProps } from './codeProps.ts';
import { FoundPayee } from './FoundPayee.tsx';
import { FoundPayer } from './FoundPayer.tsx';
import { FoundRequest } from './FoundRequest.tsx';
import { FoundTransfer } from './FoundTransfer.tsx';
import type { Answer } from './useRecordCode.ts';

/** What a code says, and what can be done about it. Nothing is taken or paid before a press (PAY-UI-91). */
export function CodeDialog(props: CodeDialogProps): ReactNode {
  const read = useReadCode(props.text);
  if (read?.ok === true && read.value.kind === 'payee') return <FoundPayee {...props} code={read.value} />;
  return <OtherCode {...props} read={read} />;
}

/** All but a payee's code, which has the window of a payment. */
function OtherCode({ read, ...props }: CodeDialogProps & { readonly read: Answer<ReadCode> }): ReactNode {
  const t = useT();
  return (
    <Dialog isOpen title={t('codes.found.title')} closeLabel={t('common.close')} onClose={props.onDone}>
      {read === null ? <Spinner label={t('codes.found.reading')} /> : <Found {...props} read={read} />}
    </Dialog>
  );
}

function Found({ read, ...props }: CodeDialogProps & { readonly read: NonNullable<Answer<ReadCode>> }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  if (!read.ok) return <Unusable {...props} title={t('codes.found.failed')} text={errorText(read.error.code)} />;
  const code = read.value;
  switch (code.kind) {
    case 'request':
      return <FoundRequest {...props} code={code} />;
    case 'payer':
      return <FoundPayer {...props} code={code} />;
    case 'transfer':
      return <FoundTransfer {...props} code={code} />;
    case 'payee':
      return null;
    case 'other':
      return <Unusable {...props} title={t('codes.other.title')} text={t(`codes.other.${code.found}`)} />;
  }
}

function useReadCode(text: string): Answer<ReadCode> {
  const { wallet } = useWorkspace();
  const [read, setRead] = useState<{ readonly of: string; readonly answer: Answer<ReadCode> } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void wallet.readCode(text).then((answer) => {
      if (isCurrent) setRead({ of: text, answer });
    });
    return () => {
      isCurrent = false;
    };
  }, [wallet, text]);
  return read?.of === text ? read.answer : null;
}

interface UnusableProps extends CodeDialogProps {
  readonly title: string;
  readonly text: string;
}

function Unusable({ title, text, onBack, onDone }: UnusableProps): ReactNode {
  const t = useT();
  return (
    <div className={styles['centred']} role="alert">
      <Illustration name="nothing" />
      <h3>{title}</h3>
      <p>{text}</p>
      <Button autoFocus onClick={onBack ?? onDone}>
        {t(onBack === null ? 'common.close' : 'codes.found.back')}
      </Button>
    </div>
  );
}
