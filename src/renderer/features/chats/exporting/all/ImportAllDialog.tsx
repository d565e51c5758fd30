import type { ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ImportedAll } from '@services/workspace/importWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { FieldGroup } from '@ui/controls/FieldGroup.tsx';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from '../Exporting.module.css';
import { ChooseExport } from '../../importing/ChooseExport.tsx';
import { useImportsView } from '../../importing/useImportsView.ts';
import { Progressing } from '../Progressing.tsx';
import { BroughtLines } from './BroughtLines.tsx';
import { ComingBack } from './ComingBack.tsx';
import { type ImportingAll, useImportingAll } from './useImportingAll.ts';

/** Brings an export of everything in: what it is, what comes back as what, and what came of it. */
export function ImportAllDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT();
  const importing = useImportingAll();
  const { step } = importing;
  const close = () => {
    importing.stop();
    onClose();
  };
  const isOver = step.kind === 'done' || step.kind === 'taking';
  return (
    <Dialog
      isOpen
      title={t('everything.import')}
      onClose={close}
      footer={
        <>
          {step.kind === 'bringing' ? (
            <Button onClick={importing.stop}>{t('everything.back.stop')}</Button>
          ) : (
            <Button onClick={close}>{t(isOver ? 'common.close' : 'common.cancel')}</Button>
          )}
          {step.kind === 'asked' && (step.answers.withChats || step.answers.kinds.length > 0) && (
            <Button variant="primary" onClick={() => void importing.start()}>
              {t('importing.start')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles['form']}>
        <Step importing={importing} />
      </div>
    </Dialog>
  );
}

function Step({ importing }: { readonly importing: ImportingAll }): ReactNode {
  const t = useT();
  const { step } = importing;
  if (step.kind === 'choose') return <Choose importing={importing} />;
  if (step.kind === 'asked') return <Asked importing={importing} step={step} />;
  if (step.kind === 'done')
    return (
      <div role="status" className={styles['form']}>
        {step.report !== null && <Done report={step.report} />}
        {step.back !== null && <BroughtLines back={step.back} />}
        {step.report === null && step.back === null && <p>{t('everything.import.nothing')}</p>}
      </div>
    );
  if (step.kind === 'bringing') return <Progressing label={t('everything.back.working')} done={step.done} />;
  if (step.kind === 'taking') return <Taking />;
  return <Progressing label={t('importing.scanning')} done={step.done} />;
}

function Taking(): ReactNode {
  const t = useT();
  const { running } = useImportsView();
  return (
    <>
      <Progressing label={t('everything.import.taking')} done={running?.done ?? 0} />
      <p>{t('everything.import.goesOn')}</p>
    </>
  );
}

function Choose({ importing }: { readonly importing: ImportingAll }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const { step } = importing;
  return (
    <>
      {step.kind === 'choose' && step.error !== null && (
        <AlertBanner tone="danger">
          {step.error === 'import-unknown' ? t('everything.import.unknown') : errorText(step.error)}
        </AlertBanner>
      )}
      <ChooseExport how={t('everything.import.how')} accept=".zip" onFiles={importing.choose} />
    </>
  );
}

function Asked({
  importing,
  step: { found, plan, answers },
}: {
  readonly importing: ImportingAll;
  readonly step: Extract<ImportingAll['step'], { kind: 'asked' }>;
}): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { name, exportedAt, counts, broken, isOwn } = found;
  const of = (kind: string) => counts[kind] ?? 0;
  return (
    <>
      <p>
        {t('everything.import.found', {
          name: isolate(name),
          when: formats.full(exportedAt),
          chats: of('conversations'),
          messages: of('messages'),
          posts: of('moments') + of('posts'),
        })}
      </p>
      {broken.length > 0 && (
        <AlertBanner tone="warning" title={t('everything.import.broken', { count: broken.length })}>
          {t('everything.import.broken.text', { files: formats.list(broken) })}
        </AlertBanner>
      )}
      {!isOwn && <p>{t('everything.import.other')}</p>}
      <FieldGroup label={t('everything.import.chats')}>
        <Checkbox
          label={t('everything.import.chats.take')}
          checked={answers.withChats}
          onChange={(withChats) => importing.answer({ withChats })}
        />
        {answers.withChats && (
          <Checkbox
            label={t('importing.files')}
            checked={answers.withFiles}
            onChange={(withFiles) => importing.answer({ withFiles })}
          />
        )}
        <p className={styles['note']}>{t('everything.import.as')}</p>
      </FieldGroup>
      {plan === null ? (
        <p>{t('everything.back.unknown')}</p>
      ) : (
        <ComingBack plan={plan} kinds={answers.kinds} onChange={(kinds) => importing.answer({ kinds })} />
      )}
    </>
  );
}

function Done({ report }: { readonly report: ImportedAll }): ReactNode {
  const t = useT();
  const { chats, messages, already, unread, damaged, missing, broken } = report;
  const lines = [
    chats === 0 ? t('everything.import.nothing') : t('everything.import.done', { chats, messages }),
    ...(already === 0 ? [] : [t('everything.import.already', { count: already })]),
    ...(unread === 0 ? [] : [t('importing.unread', { count: unread })]),
    ...(damaged === 0 ? [] : [t('everything.import.damaged', { count: damaged })]),
    ...(missing === 0 ? [] : [t('importing.missing', { count: missing })]),
    ...(broken.length === 0 ? [] : [t('everything.import.broken', { count: broken.length })]),
    ...(chats === 0 ? [] : [t('everything.import.where')]),
  ];
  return (
    <>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </>
  );
}
