import { ImageDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { QrCode } from '@ui/code/QrCode.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import styles from './Codes.module.css';
import { CopyCode } from './CopyCode.tsx';

export interface CodeCardProps {
  readonly code: string;
  /** What the code is, for who does not see it. */
  readonly label: string;
  /** A one-time code is neither copied nor saved: it is shown, and over in a minute. */
  readonly canKeep?: boolean;
  readonly children?: ReactNode;
}

/** A code on paper, and what one can do with it. */
export function CodeCard({ code, label, canKeep = true, children }: CodeCardProps): ReactNode {
  const t = useT();
  const save = useSaveCode(code);
  return (
    <div className={styles['card']}>
      <div className={styles['paper']}>
        <QrCode text={code} label={label} />
        {children}
      </div>
      <div className={styles['actions']}>
        <CopyCode code={code} />
        {canKeep && (
          <Button icon={<ImageDown aria-hidden />} onClick={save}>
            {t('codes.save')}
          </Button>
        )}
      </div>
    </div>
  );
}

function useSaveCode(code: string): () => void {
  const t = useT();
  const toast = useToast();
  const media = useMedia();
  const save = async () => {
    const picture = await media.drawCode(code);
    if (picture.ok) media.saveFile({ name: 'banyan-code.png', type: 'image/png', bytes: picture.value });
    else toast({ text: t('codes.saveFailed'), tone: 'danger' });
  };
  return () => void save();
}
