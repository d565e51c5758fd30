import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { ExportAllProgress, ExportedAll } from '@services/workspace/exportWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { ProgressBar } from '@ui/feedback/ProgressBar.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from '../Exporting.module.css';
import { leftOutLines } from './leftOutLines.ts';
import { type SavingAll, useSavingAll } from './useSavingAll.ts';

/** Saves everything of this profile as one archive: what it is, who could read it, how far it has come. */
export function ExportAllDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const [withFiles, setWithFiles] = useState(true);
  const saving = useSavingAll();
  const close = () => {
    saving.stop();
    onClose();
  };
  const isRunning = saving.progress !== null;
  return (
    <Dialog
      isOpen
      title={t('everything.export')}
      onClose={close}
      footer={
        <>
          <Button onClick={isRunning ? saving.stop : close}>{t(footLabel(saving))}</Button>
          {saving.made === null && (
            <Button variant="primary" pending={isRunning} onClick={() => void saving.start(withFiles)}>
              {t('everything.export.start')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles['form']}>
        {saving.error !== null && <AlertBanner tone="danger">{errorText(saving.error)}</AlertBanner>}
        {saving.made === null && !isRunning && <Asked withFiles={withFiles} onChange={setWithFiles} />}
        {saving.progress !== null && <Progress progress={saving.progress} />}
        {saving.made !== null && <Made made={saving.made} />}
      </div>
    </Dialog>
  );
}

function footLabel({ progress, made }: SavingAll): 'exporting.stop' | 'common.close' | 'common.cancel' {
  if (progress !== null) return 'exporting.stop';
  return made === null ? 'common.cancel' : 'common.close';
}

function Asked({
  withFiles,
  onChange,
}: {
  readonly withFiles: boolean;
  readonly onChange: (on: boolean) => void;
}): ReactNode {
  const t = useT();
  return (
    <>
      <p>{t('everything.export.what')}</p>
      <AlertBanner tone="warning" title={t('everything.export.open.title')}>
        {t('everything.export.open.text')}
      </AlertBanner>
      <p>{t('everything.export.secrets')}</p>
      <Checkbox label={t('everything.export.files')} checked={withFiles} onChange={onChange} />
    </>
  );
}

function Progress({ progress }: { readonly progress: ExportAllProgress }): ReactNode {
  const t = useT();
  const label = t(`everything.step.${progress.step}`);
  return (
    <div className={styles['progress']} role="status">
      <span>{label}</span>
      <ProgressBar label={label} value={progress.done} most={1} />
    </div>
  );
}

function Made({ made: { counts, leftOut } }: { readonly made: ExportedAll }): ReactNode {
  const t = useT();
  const of = (kind: string) => counts[kind] ?? 0;
  const posts = of('moments') + of('posts');
  return (
    <div role="status">
      <p>
        {t('everything.done', {
          chats: of('conversations'),
          messages: of('messages'),
          posts,
          files: of('media'),
        })}
      </p>
      {leftOutLines(t, leftOut).map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p>{t('everything.done.next')}</p>
    </div>
  );
}
