import { type ReactNode, useState } from 'react';
import { MAX_REFUSAL_NOTE, refusalReasons } from '@domain/preference/refusals.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { NewReport } from '@services/workspace/preferenceWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { TextArea } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Keeping.module.css';

export interface ReportDialogProps {
  readonly account: NewReport['account'];
  readonly name: string;
  /** The message it is about; its words are kept with the note. */
  readonly message: NewReport['message'];
  readonly onClose: () => void;
}

/** Writes down for oneself what somebody did. It goes nowhere: there is nobody to send it to. */
export function ReportDialog({ account, name, message, onClose }: ReportDialogProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const toast = useToast();
  const workspace = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const [reason, setReason] = useState<(typeof refusalReasons)[number]>('spam');
  const [note, setNote] = useState('');
  const write = () =>
    act.run(
      () => workspace.report({ account, reason, note, message }),
      () => {
        toast({ text: t('keeping.report.done') });
        onClose();
      },
    );
  return (
    <Dialog
      isOpen
      size="small"
      title={t('keeping.report.title', { name: isolate(name) })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" pending={act.isPending} onClick={write}>
            {t('keeping.report.write')}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
        <p>{t(message === null ? 'keeping.report.about' : 'keeping.report.aboutMessage')}</p>
        <Select
          label={t('keeping.report.reason')}
          value={reason}
          options={refusalReasons.map((value) => ({ value, label: t(`keeping.reason.${value}`) }))}
          onChange={setReason}
        />
        <TextArea
          label={t('keeping.report.note')}
          rows={4}
          maxLength={MAX_REFUSAL_NOTE}
          value={note}
          onChange={setNote}
        />
      </div>
    </Dialog>
  );
}
