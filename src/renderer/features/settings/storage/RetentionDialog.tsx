import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import type { RetentionControl } from './useRetention.ts';

const NOTHING = { space: null, name: '', files: 0, bytes: 0, messages: 0 };

/** Says what a rule would take from this device now, before it does. */
export function RetentionDialog({ control }: { readonly control: RetentionControl }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { question } = control;
  const { space, name, ...going } = question ?? NOTHING;
  const bytes = formats.bytes(going.bytes);
  return (
    <ConfirmDialog
      isOpen={question !== null}
      title={space === null ? t('storage.retention.ask') : t('storage.retention.ask.of', { name: isolate(name) })}
      tone="danger"
      confirmLabel={t('storage.retention.yes')}
      cancelLabel={t('common.cancel')}
      onConfirm={control.confirm}
      onCancel={control.cancel}
    >
      <p>{t('storage.retention.preview', { files: going.files, messages: going.messages, bytes })}</p>
      {going.files > 0 && going.messages === 0 && <p>{t('storage.retention.preview.files')}</p>}
      {going.messages > 0 && <p>{t('storage.retention.preview.messages')}</p>}
    </ConfirmDialog>
  );
}
