import type { ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { Progressing } from '../exporting/Progressing.tsx';
import { ChooseExport } from './ChooseExport.tsx';
import { ImportChoices } from './ImportChoices.tsx';
import styles from './Importing.module.css';
import { type Importing, useImporting } from './useImporting.ts';

/** Brings a chat of another app in: what, which, who is oneself. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT();
  const importing = useImporting(onClose);
  const { step } = importing;
  const close = () => {
    importing.stopScan();
    onClose();
  };
  return (
    <Dialog
      isOpen
      title={t('importing.dialog')}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t('common.cancel')}</Button>
          {step.kind === 'asked' && (
            <Button variant="primary" disabled={importing.wish === null} onClick={importing.start}>
              {t('importing.start')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles['form']}>
        <Failed importing={importing} />
        <Step importing={importing} />
      </div>
    </Dialog>
  );
}

function Failed({ importing }: { readonly importing: Importing }): ReactNode {
  const errorText = useErrorText();
  const { step } = importing;
  if (step.kind !== 'choose' || step.error === null) return null;
  return <AlertBanner tone="danger">{errorText(step.error)}</AlertBanner>;
}

function Step({ importing }: { readonly importing: Importing }): ReactNode {
  const t = useT();
  const { step } = importing;
  if (step.kind === 'choose')
    return <ChooseExport how={t('importing.how')} accept=".zip,.txt,.json" multiple onFiles={importing.choose} />;
  if (step.kind === 'asked') return <ImportChoices step={step} onChange={importing.change} />;
  return <Progressing label={t('importing.scanning')} done={step.done} />;
}
