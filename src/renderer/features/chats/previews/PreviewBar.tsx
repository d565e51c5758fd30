import { Link2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LinkPreview } from '@domain/chat/linkPreview.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { destination } from '@ui/text/destination.ts';
import styles from './Previews.module.css';
import { PreviewWords } from './PreviewWords.tsx';

export interface PreviewBarProps {
  readonly url: string;
  /** Null while it is being fetched. */
  readonly preview: LinkPreview | null;
  /** None is wanted for this page. */
  readonly onLeave: () => void;
}

/** Above the field: what the message will show of the page it links to, and the way to send it without. */
export function PreviewBar({ url, preview, onLeave }: PreviewBarProps): ReactNode {
  const t = useT();
  return (
    <section className={styles['bar']} aria-label={t('previews.title')} aria-busy={preview === null}>
      {preview === null ? <Spinner /> : <Link2 aria-hidden />}
      <span className={styles['shown']}>
        {preview === null ? (
          <span role="status">{t('previews.loading', { host: isolate(destination(url)) })}</span>
        ) : (
          <PreviewWords preview={preview} />
        )}
      </span>
      <IconButton size="small" label={t('previews.leave')} icon={<X aria-hidden />} onClick={onLeave} />
    </section>
  );
}
