import type { ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { InvitePreview, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { type Act, useAct } from '@ui/hooks/useAct.ts';
import styles from './Add.module.css';

export interface GroupInviteViewProps {
  readonly text: string;
  readonly invite: InvitePreview;
  readonly group: NonNullable<InvitePreview['group']>;
  readonly backLabel: string;
  readonly onBack: () => void;
  readonly onDone: () => void;
  readonly onOpenChat: (space: string) => void;
}

/** An invite into a group: which one, how many are in it, who invites. Nothing is done before a press. */
export function GroupInviteView(props: GroupInviteViewProps): ReactNode {
  const { invite, group } = props;
  const t = useT();
  const errorText = useErrorText();
  const formats = useFormats();
  const { act, join } = useJoin(props);
  return (
    <div className={styles['preview']}>
      <Avatar account={group.space} name={group.name} avatar={{ kind: 'generated' }} size="huge" isGroup />
      <h3>
        <T id="groups.join.title" values={{ name: <PersonName>{group.name}</PersonName> }} />
      </h3>
      <p>
        {t('groups.join.by', { name: isolate(invite.name) })}
        <br />
        {t('groups.join.size', { count: group.size })}
      </p>
      <p>{t('groups.join.text')}</p>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <p className={styles['small']}>{t('contacts.preview.expires', { date: formats.full(invite.expiresAt) })}</p>
      <div className={styles['actions']}>
        <Button onClick={props.onBack}>{props.backLabel}</Button>
        <Button variant="primary" pending={act.isPending} autoFocus onClick={join}>
          {t('groups.join.button')}
        </Button>
      </div>
    </div>
  );
}

/** Asks to be let in, and goes to the chat: what becomes of the request is told there. */
function useJoin({ text, group, onDone, onOpenChat }: GroupInviteViewProps): {
  readonly act: Act<WorkspaceErrorCode>;
  readonly join: () => void;
} {
  const t = useT();
  const toast = useToast();
  const workspace = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const join = () =>
    act.run(
      () => workspace.acceptInvite(text),
      (accepted) => {
        toast({ text: t('groups.join.asked', { name: isolate(group.name) }) });
        onDone();
        onOpenChat(accepted.group ?? group.space);
      },
    );
  return { act, join };
}
