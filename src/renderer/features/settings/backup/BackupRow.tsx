import { Download, ShieldCheck, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useBackupErrorText } from '@i18n/useBackupTexts.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { BackupListing } from '@services/workspace/backupWorkspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import { CheckDialog } from './CheckDialog.tsx';

/** One backup: when, how large, whether it was whole; saved, checked, removed. */
export function BackupRow(props: { readonly backup: BackupListing; readonly onChanged: () => void }): ReactNode {
  const { backup, onChanged } = props;
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useBackupErrorText();
  const [asked, setAsked] = useState<'check' | 'remove' | null>(null);
  const when = isolate(formats.full(backup.createdAt));
  const remove = async () => {
    setAsked(null);
    const removed = await workspace.backups.remove(backup.id);
    if (!removed.ok) toast({ tone: 'danger', text: errorText(removed.error.code) });
    onChanged();
  };
  return (
    <>
      <Row title={formats.full(backup.createdAt)} text={[formats.bytes(backup.size), useCheckText(backup)].join(' · ')}>
        <IconButton
          label={t('backup.save.label', { when })}
          icon={<Download aria-hidden />}
          onClick={() => saveFile(workspace.backups.addressOf(backup.id))}
        />
        <IconButton
          label={t('backup.check.label', { when })}
          icon={<ShieldCheck aria-hidden />}
          onClick={() => setAsked('check')}
        />
        <IconButton
          label={t('backup.remove.label', { when })}
          icon={<Trash2 aria-hidden />}
          onClick={() => setAsked('remove')}
        />
      </Row>
      {asked === 'check' && (
        <CheckDialog
          id={backup.id}
          onClose={() => {
            setAsked(null);
            onChanged();
          }}
        />
      )}
      <ConfirmDialog
        isOpen={asked === 'remove'}
        title={t('backup.remove.title')}
        tone="danger"
        confirmLabel={t('backup.remove')}
        cancelLabel={t('common.cancel')}
        onConfirm={() => void remove()}
        onCancel={() => setAsked(null)}
      >
        <p>{t('backup.remove.text', { when })}</p>
      </ConfirmDialog>
    </>
  );
}

function useCheckText({ check }: BackupListing): string {
  const t = useT();
  const formats = useFormats();
  if (check === null) return t('backup.unchecked');
  const when = isolate(formats.moment(check.at));
  return check.isWhole ? t('backup.checked', { when }) : t('backup.checked.not', { when });
}

/** The host names the file and says that it is to be saved: the page stays where it is. */
function saveFile(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
