import { type ReactNode, useState } from 'react';
import { findToken } from '@domain/cashu/tokenText.ts';
import { useCodeWords, useMediaErrorText } from '@i18n/usePictureTexts.ts';
import { useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import { CodeIntake } from '@ui/code/CodeIntake.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { CodeDialog } from './CodeDialog.tsx';
import styles from './Codes.module.css';

export interface ScanDialogProps {
  readonly onDone: () => void;
  readonly onWallet: (wish: WalletWish) => void;
}

/** Brings in a code to pay with, and shows what it is before anything is done (PAY-UI-91). */
export function ScanDialog({ onDone, onWallet }: ScanDialogProps): ReactNode {
  const t = useT();
  const media = useMedia();
  const errorText = useMediaErrorText();
  const words = useCodeWords({ link: t('codes.scan.link'), placeholder: 'banyan://pay#…' });
  const [found, setFound] = useState<string | null>(null);
  // Notes of a mint are no code of ours: they have a dialog of their own.
  const take = (text: string) =>
    findToken(text) === null ? setFound(text) : onWallet({ kind: 'mint', act: 'receive', text });
  if (found !== null) {
    return <CodeDialog key={found} text={found} onBack={() => setFound(null)} onDone={onDone} onWallet={onWallet} />;
  }
  return (
    <Dialog isOpen title={t('codes.scan.title')} closeLabel={t('common.close')} onClose={onDone}>
      <div className={styles['stack']}>
        <p>{t('codes.scan.text')}</p>
        <CodeIntake means={media} words={words} errorText={errorText} onFound={take} />
      </div>
    </Dialog>
  );
}
