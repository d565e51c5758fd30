import { type ReactNode, useState } from 'react';
import type { RecordId } from '@domain/wallet/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { TextArea } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { FormDialog } from '../dialogs/FormDialog.tsx';
import { useWallet } from '../room/useRoom.ts';
import styles from './Trade.module.css';

/** Most characters of a complaint (WAL-13). */
const MOST = 2000;

/** Says what is wrong with a payment: the timer stops, and everybody who has to do with it sees the words. */
export function DisputeDialog({
  payment,
  onClose,
}: {
  readonly payment: RecordId;
  readonly onClose: () => void;
}): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const toast = useToast();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  const [text, setText] = useState('');
  return (
    <FormDialog
      title={t('trade.dispute')}
      press={t('trade.dispute.send')}
      isReady={text.trim() !== ''}
      isPending={act.isPending}
      onSubmit={() =>
        act.run(
          () => wallet.disputePayment(payment, text),
          () => {
            onClose();
            toast({ text: t('trade.dispute.sent') });
          },
        )
      }
      onClose={onClose}
    >
      <p className={styles['hint']}>{t('trade.dispute.text')}</p>
      <TextArea label={t('trade.dispute.what')} maxLength={MOST} rows={5} autoFocus value={text} onChange={setText} />
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </FormDialog>
  );
}
