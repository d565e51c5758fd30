import { Link, QrCode, Undo2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Group, GroupInvite } from '@services/workspace/groupWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { useDeed } from '../useDeed.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import { InviteDialog } from './InviteDialog.tsx';
import { currentInvites } from './inviteStates.ts';
import { NewInviteDialog } from './NewInviteDialog.tsx';

const NONE: readonly GroupInvite[] = [];
/** Links that no longer work are shown only this far back. */
const MOST = 8;

/** Links into the group made here: new ones, those that work, and what became of the others. */
export function InvitesSection({ group }: { readonly group: Group }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const now = useNow();
  const [isMaking, setMaking] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const made = useQueryValue(
    useMemo(() => workspace.groupInvites(group.space), [workspace, group.space]),
    NONE,
  );
  const invites = currentInvites(made, now).slice(0, MOST);
  const open = invites.find(({ id }) => id === shown);
  return (
    <Section title={t('groups.invites')}>
      <Row icon={<Link aria-hidden />} title={t('groups.invites.text')}>
        <Button onClick={() => setMaking(true)}>{t('groups.invites.new')}</Button>
      </Row>
      {invites.map((invite) => (
        <InviteRow key={invite.id} group={group} invite={invite} now={now} onShow={() => setShown(invite.id)} />
      ))}
      {isMaking && (
        <NewInviteDialog
          group={group}
          onMade={({ id }) => {
            setMaking(false);
            setShown(id);
          }}
          onClose={() => setMaking(false)}
        />
      )}
      {open !== undefined && <InviteDialog group={group} invite={open} onClose={() => setShown(null)} />}
    </Section>
  );
}

interface InviteRowProps {
  readonly group: Group;
  readonly invite: GroupInvite;
  readonly now: number;
  readonly onShow: () => void;
}

function InviteRow({ group, invite, now, onShow }: InviteRowProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const toast = useToast();
  const deed = useDeed();
  const workspace = useWorkspace();
  const until = formats.full(invite.expiresAt);
  const revoke = () =>
    deed(
      () => workspace.revokeGroupInvite(group.space, invite.id),
      () => toast({ text: t('groups.invites.revokedNow') }),
    );
  return (
    <Row
      title={t(`groups.invites.${invite.state}`, { until })}
      text={t('groups.invites.uses', { limit: invite.limit ?? 0, uses: invite.uses })}
    >
      {invite.state === 'open' && (
        <>
          <IconButton label={t('groups.invites.show')} icon={<QrCode aria-hidden />} onClick={onShow} />
          <IconButton
            label={t('groups.invites.revokeOne', { made: formats.brief(invite.createdAt, now) })}
            icon={<Undo2 aria-hidden />}
            onClick={revoke}
          />
        </>
      )}
    </Row>
  );
}
