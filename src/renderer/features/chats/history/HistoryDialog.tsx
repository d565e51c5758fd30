import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { MessageVersion } from '@services/workspace/messageWorkspace.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { tameMarks } from '@ui/text/tameMarks.ts';
import styles from './History.module.css';

export interface HistoryDialogProps {
  /** Whose message it is. */
  readonly name: string;
  readonly own: boolean;
  /** Oldest first; null while they are read. */
  readonly versions: readonly MessageVersion[] | null;
  readonly onClose: () => void;
}

/** What a message said before it was edited, the newest on top. */
export function HistoryDialog({ name, own, versions, onClose }: HistoryDialogProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  return (
    <Dialog isOpen title={t('messages.history')} closeLabel={t('common.close')} size="small" onClose={onClose}>
      <p className={styles['note']}>
        {own ? t('messages.history.own') : t('messages.history.of', { name: isolate(name) })}
      </p>
      {versions === null ? (
        <p className={styles['note']}>{t('common.loading')}</p>
      ) : (
        <ol className={styles['versions']} aria-label={t('messages.history.versions')}>
          {versions.toReversed().map(({ at, text }, index) => (
            <li key={`${at} ${index}`}>
              <p className={styles['when']}>
                {versionLabel(t, { index, count: versions.length })}
                <time dateTime={new Date(at).toISOString()}>{formats.moment(at)}</time>
              </p>
              <blockquote dir="auto">{tameMarks(text)}</blockquote>
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  );
}

function versionLabel(t: ReturnType<typeof useT>, { index, count }: { index: number; count: number }): string {
  if (index === 0) return t('messages.history.now');
  return index === count - 1 ? t('messages.history.first') : t('messages.history.before');
}
