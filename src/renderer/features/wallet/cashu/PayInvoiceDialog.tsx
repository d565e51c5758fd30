import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { MintEntry } from '@services/workspace/mintWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextArea } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { FormDialog } from '../dialogs/FormDialog.tsx';
import styles from './Cashu.module.css';
import { useEntryWords } from './useEntryWords.ts';
import { useLookAfter } from './useLookAfter.ts';
import { useEntry, useMint, useMintActs } from './useMints.ts';

export interface PayInvoiceDialogProps {
  readonly url: string | undefined;
  readonly onDone: () => void;
}

/** Has a mint pay an invoice: what it takes at most is shown before anything is paid (CSH-UI-6). */
export function PayInvoiceDialog({ url, onDone }: PayInvoiceDialogProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const mints = useMintActs();
  const mint = useMint(url);
  const act = useAct<WorkspaceErrorCode>();
  const [invoice, setInvoice] = useState('');
  const [id, setId] = useState<string | null>(null);
  const entry = useEntry(id);
  if (mint === null) return null;
  if (entry !== null && entry.stage !== 'quoted') return <PayState entry={entry} onDone={onDone} />;
  const ask = () =>
    act.run(
      () => mints.quoteInvoice(mint.url, mint.balances[0]?.unit ?? 'sat', invoice),
      ({ entry: made }) => setId(made),
    );
  const pay = () => {
    if (entry !== null) act.run(() => mints.payInvoice(entry.id));
  };
  return (
    <FormDialog
      title={t('cashu.pay.title')}
      press={t(entry === null ? 'cashu.pay.ask' : 'cashu.pay.press')}
      isReady={invoice.trim() !== ''}
      isPending={act.isPending}
      onSubmit={entry === null ? ask : pay}
      onClose={onDone}
    >
      <TextArea
        label={t('cashu.pay.invoice')}
        dir="ltr"
        rows={4}
        spellCheck={false}
        value={invoice}
        onChange={(text) => {
          setInvoice(text);
          setId(null);
          act.clear();
        }}
      />
      {entry !== null && <Terms entry={entry} />}
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </FormDialog>
  );
}

function Terms({ entry }: { readonly entry: MintEntry }): ReactNode {
  const t = useT();
  const money = useMoney();
  const unit = { code: entry.unit, decimals: entry.decimals };
  return (
    <div className={styles['offer']} role="status">
      <strong>{money.text(entry.amount, unit)}</strong>
      <span>{t('cashu.pay.fee', { fee: isolate(money.text(entry.fee, unit)) })}</span>
    </div>
  );
}

function PayState({ entry, onDone }: { readonly entry: MintEntry; readonly onDone: () => void }): ReactNode {
  const t = useT();
  const money = useMoney();
  const wordsOf = useEntryWords();
  useLookAfter(entry.mint, entry.stage === 'prepared');
  return (
    <Dialog
      isOpen
      title={t('cashu.pay.title')}
      closeLabel={t('common.close')}
      onClose={onDone}
      footer={
        <Button variant="primary" onClick={onDone}>
          {t('common.close')}
        </Button>
      }
    >
      <div className={styles['stack']} role="status">
        <p className={styles['figure']}>{money.text(entry.amount, { code: entry.unit, decimals: entry.decimals })}</p>
        <p className={styles['state']}>{wordsOf(entry)}</p>
      </div>
    </Dialog>
  );
}
