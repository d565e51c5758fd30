import { Link2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LinkPreview } from '@domain/chat/linkPreview.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { destination } from '@ui/text/destination.ts';
import { FieldBar } from '../composer/FieldBar.tsx';
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
    <FieldBar
      label={t('previews.title')}
      isBusy={preview === null}
      icon={preview === null ? <Spinner /> : <Link2 aria-hidden />}
      leave={{ label: t('previews.leave'), onPress: onLeave }}
    >
      <span className={styles['shown']}>
        {preview === null ? (
          <span role="status">{t('previews.loading', { host: isolate(destination(url)) })}</span>
        ) : (
          <PreviewWords preview={preview} />
        )}
      </span>
    </FieldBar>
  );
}
