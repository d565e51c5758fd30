import { Eye, History, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { SnapshotListing } from '@services/workspace/snapshotWorkspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import styles from './Snapshots.module.css';
import type { SnapshotControl } from './useSnapshots.ts';

export interface SnapshotRowProps {
  readonly snapshot: SnapshotListing;
  readonly snapshots: SnapshotControl;
}

/** One snapshot: when, why, how large; looked at, gone back to, removed. */
export function SnapshotRow({ snapshot, snapshots }: SnapshotRowProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const [asked, setAsked] = useState<'back' | 'remove' | null>(null);
  const { id, madeAt, reason, bytes } = snapshot;
  const when = isolate(formats.full(madeAt));
  const isBusy = snapshots.doing !== null;
  const confirmed = (act: (id: string) => Promise<void>) => () => {
    setAsked(null);
    void act(id);
  };
  return (
    <>
      <Row title={formats.full(madeAt)} text={[t(`snapshot.reason.${reason}`), formats.bytes(bytes)].join(' · ')}>
        <IconButton
          label={t('snapshot.look.label', { when })}
          icon={<Eye aria-hidden />}
          disabled={isBusy}
          onClick={() => void snapshots.look(id)}
        />
        <IconButton
          label={t('snapshot.back.label', { when })}
          icon={<History aria-hidden />}
          disabled={isBusy}
          onClick={() => setAsked('back')}
        />
        <IconButton
          label={t('snapshot.remove.label', { when })}
          icon={<Trash2 aria-hidden />}
          disabled={isBusy}
          onClick={() => setAsked('remove')}
        />
      </Row>
      <ConfirmDialog
        isOpen={asked === 'back'}
        title={t('snapshot.back.title')}
        confirmLabel={t('snapshot.back')}
        cancelLabel={t('common.cancel')}
        onConfirm={confirmed(snapshots.goBack)}
        onCancel={() => setAsked(null)}
      >
        <div className={styles['terms']}>
          <p>{t('snapshot.back.was', { when })}</p>
          <p>{t('snapshot.back.stays')}</p>
          <p>{t('snapshot.back.lost')}</p>
          <p>{t('snapshot.back.undo')}</p>
        </div>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === 'remove'}
        title={t('snapshot.remove.title')}
        tone="danger"
        confirmLabel={t('snapshot.remove')}
        cancelLabel={t('common.cancel')}
        onConfirm={confirmed(snapshots.remove)}
        onCancel={() => setAsked(null)}
      >
        <p>{t('snapshot.remove.text', { when })}</p>
      </ConfirmDialog>
    </>
  );
}
