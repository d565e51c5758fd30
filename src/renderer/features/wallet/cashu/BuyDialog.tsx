import { Copy } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { MintEntry, MintView } from '@services/workspace/mintWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { QrCode } from '@ui/code/QrCode.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { FormDialog } from '../dialogs/FormDialog.tsx';
import { AmountForm, amountOf } from './AmountForm.tsx';
import styles from './Cashu.module.css';
import { useCopy } from './useCopy.ts';
import { useEntryWords } from './useEntryWords.ts';
import { useLookAfter } from './useLookAfter.ts';
import { useEntry, useMint, useMintActs } from './useMints.ts';

export interface BuyDialogProps {
  readonly url: string | undefined;
  /** An invoice that was asked for before. */
  readonly entry: string | null;
  readonly onDone: () => void;
}

/** Notes for a Lightning payment: the mint's invoice is shown until it is paid (CSH-UI-5). */
export function BuyDialog({ url, entry: given, onDone }: BuyDialogProps): ReactNode {
  const mint = useMint(url);
  const [id, setId] = useState(given);
  const entry = useEntry(id);
  if (mint === null) return null;
  if (entry !== null) return <Invoice entry={entry} onDone={onDone} />;
  return <BuyForm mint={mint} onMade={setId} onDone={onDone} />;
}

interface BuyFormProps {
  readonly mint: MintView;
  readonly onMade: (entry: string) => void;
  readonly onDone: () => void;
}

function BuyForm({ mint, onMade, onDone }: BuyFormProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const mints = useMintActs();
  const act = useAct<WorkspaceErrorCode>();
  const [unit, setUnit] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const { balance, amount } = amountOf(mint, unit, typed);
  if (balance === undefined) return null;
  const submit = () => {
    if (!amount.ok) return;
    act.run(
      () => mints.buyCoins(mint.url, balance.unit, amount.value),
      ({ entry }) => onMade(entry),
    );
  };
  return (
    <FormDialog
      title={t('cashu.buy.title')}
      press={t('cashu.buy.press')}
      isReady={amount.ok}
      isPending={act.isPending}
      onSubmit={submit}
      onClose={onDone}
    >
      <AmountForm
        label={t('cashu.buy.amount')}
        {...{ mint, balance, typed }}
        showsBalance={false}
        onUnit={setUnit}
        onType={setTyped}
      />
      <p className={styles['quiet']}>{t('cashu.buy.small')}</p>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </FormDialog>
  );
}

function Invoice({ entry, onDone }: { readonly entry: MintEntry; readonly onDone: () => void }): ReactNode {
  const t = useT();
  const money = useMoney();
  const wordsOf = useEntryWords();
  const copy = useCopy();
  const isWaiting = entry.stage === 'quoted' || entry.stage === 'prepared';
  useLookAfter(entry.mint, isWaiting);
  const invoice = entry.invoice ?? '';
  return (
    <Dialog
      isOpen
      title={t('cashu.buy.title')}
      closeLabel={t('common.close')}
      onClose={onDone}
      footer={
        <Button variant={isWaiting ? 'secondary' : 'primary'} onClick={onDone}>
          {t('common.close')}
        </Button>
      }
    >
      <div className={styles['stack']}>
        <p className={styles['figure']}>{money.text(entry.amount, { code: entry.unit, decimals: entry.decimals })}</p>
        {entry.stage === 'quoted' && (
          <>
            <div className={styles['paper']}>
              {/* In capitals a code of letters and digits is a third smaller, and wallets read both. */}
              <QrCode text={invoice.toUpperCase()} label={t('cashu.buy.code')} />
            </div>
            <div className={styles['buttons']}>
              <Button icon={<Copy aria-hidden />} onClick={() => copy(invoice)}>
                {t('cashu.buy.copy')}
              </Button>
            </div>
          </>
        )}
        <p className={styles['state']} role="status">
          {wordsOf(entry)}
        </p>
      </div>
    </Dialog>
  );
}
