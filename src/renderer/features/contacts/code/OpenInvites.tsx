import { Eye, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { type Formats, useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Invite, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import styles from './Code.module.css';

export interface OpenInvitesProps {
  readonly invites: readonly Invite[];
  /** Id of the one whose code is shown. */
  readonly shown: string | null;
  readonly onShow: (id: string) => void;
}

/** Invites that still work; each can be shown again or taken back. */
export function OpenInvites({ invites, shown, onShow }: OpenInvitesProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const formats = useFormats();
  const workspace = useWorkspace();
  const toast = useToast();
  const act = useAct<WorkspaceErrorCode>();
  if (invites.length === 0) return null;
  const revoke = (id: string) =>
    act.run(
      () => workspace.revokeInvite(id),
      () => toast({ text: t('contacts.code.revoked') }),
    );
  return (
    <details className={styles['open']}>
      <summary>{t('contacts.code.open', { count: invites.length })}</summary>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <ul>
        {invites.map((invite) => (
          <li key={invite.id}>
            <span>{t('contacts.code.open.item', times(invite, formats))}</span>
            {invite.id === shown ? (
              <small>{t('contacts.code.open.shown')}</small>
            ) : (
              <IconButton
                size="small"
                label={t('contacts.code.open.show')}
                icon={<Eye aria-hidden />}
                onClick={() => onShow(invite.id)}
              />
            )}
            <IconButton
              size="small"
              label={t('contacts.code.revoke', times(invite, formats))}
              icon={<Trash2 aria-hidden />}
              onClick={() => revoke(invite.id)}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}

function times(invite: Invite, formats: Formats): { readonly made: string; readonly until: string } {
  return { made: formats.brief(invite.createdAt, Date.now()), until: formats.date(invite.expiresAt) };
}
