import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { MintEntry } from '@services/workspace/mintWorkspace.ts';
import { QrCode } from '@ui/code/QrCode.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { TextArea } from '@ui/controls/TextField.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Cashu.module.css';
import { useCopy } from './useCopy.ts';
import { useEntryWords } from './useEntryWords.ts';
import { useLookAfter } from './useLookAfter.ts';
import { useEntry } from './useMints.ts';

/** What one code can hold and a camera can still read from a screen. */
const MOST_IN_CODE = 900;

export interface TokenDialogProps {
  readonly entry: string | null;
  readonly onDone: () => void;
}

/** Until somebody took it, or it came to nothing. */
function isWaited(entry: MintEntry | null): boolean {
  return entry !== null && entry.stage !== 'failed' && !entry.isTaken;
}

/** A token to be given to someone: as a code where it is short enough, and as text. */
export function TokenDialog({ entry: id, onDone }: TokenDialogProps): ReactNode {
  const t = useT();
  const copy = useCopy();
  const entry = useEntry(id);
  useLookAfter(entry?.mint, isWaited(entry));
  const token = entry === null || entry.stage !== 'done' || entry.isTaken ? null : entry.token;
  return (
    <Dialog
      isOpen
      title={t('cashu.token.title')}
      closeLabel={t('common.close')}
      onClose={onDone}
      footer={
        <>
          <Button onClick={onDone}>{t('common.close')}</Button>
          {token !== null && (
            <Button variant="primary" icon={<Copy aria-hidden />} onClick={() => copy(token)}>
              {t('cashu.token.copy')}
            </Button>
          )}
        </>
      }
    >
      {entry !== null && <TokenBody entry={entry} token={token} />}
    </Dialog>
  );
}

/** How it stands, and the token while it can still be redeemed. */
function TokenBody({ entry, token }: { readonly entry: MintEntry; readonly token: string | null }): ReactNode {
  const t = useT();
  const money = useMoney();
  const wordsOf = useEntryWords();
  return (
    <div className={styles['stack']}>
      <p className={styles['figure']}>{money.text(entry.amount, { code: entry.unit, decimals: entry.decimals })}</p>
      {token !== null && token.length <= MOST_IN_CODE && (
        <div className={styles['paper']}>
          <QrCode text={token} label={t('cashu.token.code')} />
        </div>
      )}
      {token !== null && (
        <TextArea label={t('cashu.token.text')} dir="ltr" rows={3} readOnly value={token} onChange={() => undefined} />
      )}
      <p className={styles['state']} role="status">
        {wordsOf(entry)}
      </p>
    </div>
  );
}
