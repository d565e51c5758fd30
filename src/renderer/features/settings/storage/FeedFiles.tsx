import { Eraser } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { StorageUse } from '@services/workspace/fileWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import styles from './Storage.module.css';

/** What files of moments and channels take, how much of it can be let go, and the way to do it. */
export function FeedFiles({ use }: { readonly use: StorageUse }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const [isAsking, setAsking] = useState(false);
  const all = formats.bytes(use.feedBytes);
  const bytes = formats.bytes(use.feedLooseBytes);
  const hasLoose = use.feedLooseBytes > 0;
  const letGo = async () => {
    setAsking(false);
    const gone = await workspace.letGoFeedFiles();
    toast(
      gone.ok
        ? { text: t('storage.chat.cleared', { bytes: formats.bytes(gone.value.bytes) }) }
        : { tone: 'danger', text: errorText(gone.error.code) },
    );
  };
  return (
    <div className={styles['feedFiles']}>
      <p>{hasLoose ? t('storage.feedLoose', { all, bytes }) : t('storage.feedLoose.none', { all })}</p>
      <Button size="small" icon={<Eraser aria-hidden />} disabled={!hasLoose} onClick={() => setAsking(true)}>
        {t('storage.feedLoose.now')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('storage.feedLoose.title')}
        tone="danger"
        confirmLabel={t('storage.feedLoose.now')}
        cancelLabel={t('common.cancel')}
        onConfirm={() => void letGo()}
        onCancel={() => setAsking(false)}
      >
        <p>{t('storage.feedLoose.text', { bytes })}</p>
      </ConfirmDialog>
    </div>
  );
}
