import type { ReactNode } from 'react';
import { takesMessages } from '@domain/retention/rules.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import type { RetentionControl } from './useRetention.ts';

const NOTHING = { space: null, name: '', rule: null, files: 0, bytes: 0, messages: 0 };

/** Says what a rule would take from this device now, before it does. */
export function RetentionDialog({ control }: { readonly control: RetentionControl }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { question } = control;
  const { space, name, rule, ...going } = question ?? NOTHING;
  const hasMessages = takesMessages(rule ?? 'all') || going.messages > 0;
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
      {going.files + going.messages === 0 ? (
        <p>{t('storage.retention.preview.later')}</p>
      ) : (
        <p>{t('storage.retention.preview', { files: going.files, messages: going.messages, bytes })}</p>
      )}
      {hasMessages ? <p>{t('storage.retention.preview.messages')}</p> : <p>{t('storage.retention.preview.files')}</p>}
    </ConfirmDialog>
  );
}
