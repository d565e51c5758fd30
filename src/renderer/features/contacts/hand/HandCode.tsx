import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { QrCode } from '@ui/code/QrCode.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import styles from './Hand.module.css';

export interface HandCodeProps {
  readonly code: string;
  readonly expiresAt: number;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** A code of two to be read from this screen, or carried over as text. */
export function HandCode({ code, expiresAt, title, text, children }: HandCodeProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const toast = useToast();
  const copy = () => {
    navigator.clipboard.writeText(code).then(
      () => toast({ text: t('hand.copied') }),
      () => toast({ text: t('common.copyFailed'), tone: 'danger' }),
    );
  };
  return (
    <div className={styles['step']}>
      <h3>{title}</h3>
      <p>{text}</p>
      <div className={styles['paper']}>
        <QrCode text={code} label={t('hand.alt')} />
      </div>
      <Button icon={<Copy aria-hidden />} onClick={copy}>
        {t('hand.copy')}
      </Button>
      <p className={styles['small']}>{t('hand.until', { time: formats.time(expiresAt) })}</p>
      <div className={styles['actions']}>{children}</div>
    </div>
  );
}
