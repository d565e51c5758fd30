import { Archive, ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Badge } from '@ui/display/Badge.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import styles from './ArchivePart.module.css';

export interface ArchivePartProps {
  /** Whether the archive is what the list shows. */
  readonly isOpen: boolean;
  readonly count: number;
  /** Chats of it with something unread. */
  readonly unread: number;
  readonly onTurn: (isOpen: boolean) => void;
}

/** Leads to the archived chats, above the others; or back. */
export function ArchivePart({ isOpen, count, unread, onTurn }: ArchivePartProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  if (isOpen) {
    return (
      <div className={styles['head']}>
        <IconButton
          label={t('keeping.archived.back')}
          icon={<ArrowLeft aria-hidden />}
          directional
          autoFocus
          onClick={() => onTurn(false)}
        />
        <h2>{t('keeping.archived')}</h2>
      </div>
    );
  }
  return (
    <div className={styles['row']}>
      <ListRow
        leading={
          <span className={styles['icon']}>
            <Archive aria-hidden />
          </span>
        }
        title={t('keeping.archived')}
        subtitle={t('keeping.archived.count', { count })}
        trailing={
          unread > 0 ? (
            <Badge tone="neutral" label={t('keeping.folders.unread', { count: unread })}>
              {formats.number(unread)}
            </Badge>
          ) : undefined
        }
        onPress={() => onTurn(true)}
      />
    </div>
  );
}
