import { Copy, MessageSquareShare, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Group, GroupInvite } from '@services/workspace/groupWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { useDeed } from '../useDeed.ts';
import { InviteCode } from './InviteCode.tsx';
import styles from './Invites.module.css';

export interface InviteDialogProps {
  readonly group: Group;
  readonly invite: GroupInvite;
  readonly onClose: () => void;
}

/** One link: its code, and the ways to give it to others or take it back. */
export function InviteDialog({ group, invite, onClose }: InviteDialogProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const toast = useToast();
  const deed = useDeed();
  const workspace = useWorkspace();
  const copy = useCopyLink();
  const name = isolate(group.name);
  const revoke = () =>
    deed(
      () => workspace.revokeGroupInvite(group.space, invite.id),
      () => {
        toast({ text: t('groups.invites.revokedNow') });
        onClose();
      },
    );
  const isOpen = invite.state === 'open';
  return (
    <Dialog isOpen title={t('groups.invites.codeTitle', { name })} closeLabel={t('common.close')} onClose={onClose}>
      <div className={styles['invite']}>
        <InviteCode link={invite.link} label={t('groups.invites.code', { name })} isSpent={!isOpen} />
        <p>{t('groups.invites.codeHow')}</p>
        <p className={styles['small']}>
          {t(`groups.invites.${invite.state}`, { until: formats.full(invite.expiresAt) })}
          {' · '}
          {t('groups.invites.uses', { limit: invite.limit ?? 0, uses: invite.uses })}
        </p>
        {isOpen && (
          <div className={styles['actions']}>
            <Button variant="primary" autoFocus icon={<Copy aria-hidden />} onClick={() => copy(invite.link)}>
              {t('groups.invites.copy')}
            </Button>
            <Button
              icon={<MessageSquareShare aria-hidden />}
              onClick={() => copy(t('groups.invites.message', { name: group.name, link: invite.webLink }))}
            >
              {t('groups.invites.copyText')}
            </Button>
            <Button variant="quiet" icon={<Undo2 aria-hidden />} onClick={revoke}>
              {t('groups.invites.revoke')}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

function useCopyLink(): (text: string) => void {
  const t = useT();
  const toast = useToast();
  return (text) => {
    navigator.clipboard.writeText(text).then(
      () => toast({ text: t('groups.invites.copied') }),
      () => toast({ text: t('common.copyFailed'), tone: 'danger' }),
    );
  };
}
