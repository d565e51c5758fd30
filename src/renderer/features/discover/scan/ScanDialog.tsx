import { type ReactNode, useState } from 'react';
import { useCodeWords, useMediaErrorText } from '@i18n/usePictureTexts.ts';
import { useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { CodeIntake } from '@ui/code/CodeIntake.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from '../Discover.module.css';
import { Scanned } from './Scanned.tsx';
import type { ScanWays } from './scanProps.ts';

export interface ScanDialogProps extends ScanWays {
  /** A code that is known already; null to bring one in. */
  readonly text: string | null;
  readonly onDone: () => void;
}

/** Brings in a code of any kind, and says what it is before anything is done (SRC-30). */
export function ScanDialog({ text, onDone, ...ways }: ScanDialogProps): ReactNode {
  const t = useT();
  const media = useMedia();
  const errorText = useMediaErrorText();
  const words = useCodeWords({ link: t('discover.scan.link'), placeholder: 'banyan://…' });
  const [found, setFound] = useState(text);
  return (
    <Dialog isOpen title={t('discover.scan.title')} closeLabel={t('common.close')} onClose={onDone}>
      {found === null ? (
        <div className={styles['stack']}>
          <p>{t('discover.scan.text')}</p>
          <CodeIntake means={media} words={words} errorText={errorText} onFound={setFound} />
        </div>
      ) : (
        <Scanned key={found} text={found} {...ways} onBack={() => setFound(null)} onDone={onDone} />
      )}
    </Dialog>
  );
}
