import { FileArchive, FolderOpen } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { ProgressBar } from '@ui/feedback/ProgressBar.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
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
  if (step.kind === 'choose') return <Choose importing={importing} />;
  if (step.kind === 'asked') return <ImportChoices step={step} onChange={importing.change} />;
  return (
    <div className={styles['progress']} role="status">
      <span>{t('importing.scanning')}</span>
      <ProgressBar label={t('importing.scanning')} value={step.done} most={1} />
    </div>
  );
}

function Choose({ importing }: { readonly importing: Importing }): ReactNode {
  const t = useT();
  const file = useRef<FileInputControl>(null);
  const folder = useRef<FileInputControl>(null);
  return (
    <>
      <p>{t('importing.how')}</p>
      <div className={styles['ways']}>
        <Button icon={<FileArchive aria-hidden />} onClick={() => file.current?.choose()}>
          {t('importing.choose.file')}
        </Button>
        <Button icon={<FolderOpen aria-hidden />} onClick={() => folder.current?.choose()}>
          {t('importing.choose.folder')}
        </Button>
      </div>
      <FileInput ref={file} accept=".zip,.txt,.json" multiple onFiles={importing.choose} />
      <FileInput ref={folder} accept="" folder onFiles={importing.choose} />
    </>
  );
}
