import { type ReactNode, useEffect, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { Result } from '@shared/result.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { InvitePreview, WorkspaceError } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { Illustration } from '@ui/display/Illustration.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { LookAlikeNotice } from '../page/LookAlikeNotice.tsx';
import { SafetyDigits } from '../safety/SafetyDigits.tsx';
import styles from './Add.module.css';
import { GroupInviteView } from './GroupInviteView.tsx';
import { useAcceptInvite } from './useAcceptInvite.tsx';

export interface InvitePreviewViewProps {
  readonly text: string;
  readonly backLabel: string;
  readonly onBack: () => void;
  readonly onDone: () => void;
  readonly onOpenChat: (space: string) => void;
}

/** Who an invite is from and how long it works, or why it can't be used. Nothing is done before a press. */
export function InvitePreviewView(props: InvitePreviewViewProps): ReactNode {
  const t = useT();
  const preview = useInvitePreview(props.text);
  if (preview === null) {
    return (
      <div className={styles['centred']}>
        <Spinner label={t('contacts.preview.reading')} />
      </div>
    );
  }
  if (!preview.ok) return <Unusable {...props} error={preview.error} />;
  const invite = preview.value;
  return invite.group === null ? (
    <Invite {...props} invite={invite} />
  ) : (
    <GroupInviteView {...props} invite={invite} group={invite.group} />
  );
}

function useInvitePreview(text: string): Result<InvitePreview, WorkspaceError> | null {
  const workspace = useWorkspace();
  const [preview, setPreview] = useState<Result<InvitePreview, WorkspaceError> | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void workspace.previewInvite(text).then((answer) => {
      if (isCurrent) setPreview(answer);
    });
    return () => {
      isCurrent = false;
    };
  }, [workspace, text]);
  return preview;
}

function Invite(props: InvitePreviewViewProps & { readonly invite: InvitePreview }): ReactNode {
  const { invite } = props;
  const t = useT();
  const errorText = useErrorText();
  const formats = useFormats();
  const { act, accept } = useAcceptInvite(props);
  const name = <PersonName>{invite.name}</PersonName>;
  return (
    <div className={styles['preview']}>
      <Avatar account={invite.account} name={invite.name} avatar={{ kind: 'generated' }} size="large" />
      <h3>
        <T id="contacts.preview.title" values={{ name }} />
      </h3>
      <p>{t('contacts.preview.text')}</p>
      <LookAlikeNotice account={invite.account} name={invite.name} />
      <div className={styles['safety']}>
        <h4>{t('contacts.safety')}</h4>
        <SafetyDigits digits={invite.safetyNumber} />
        <p>{t('contacts.preview.safety')}</p>
      </div>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <p className={styles['small']}>{t('contacts.preview.expires', { date: formats.full(invite.expiresAt) })}</p>
      <div className={styles['actions']}>
        <Button onClick={props.onBack}>{props.backLabel}</Button>
        <Button variant="primary" pending={act.isPending} autoFocus onClick={() => accept(invite)}>
          {t('contacts.preview.ask')}
        </Button>
      </div>
    </div>
  );
}

function Unusable(props: InvitePreviewViewProps & { readonly error: WorkspaceError }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  return (
    <div className={styles['preview']} role="alert">
      <Illustration name="nothing" />
      <h3>{t('contacts.preview.failed')}</h3>
      <p>{errorText(props.error.code)}</p>
      <div className={styles['actions']}>
        <Button autoFocus onClick={props.onBack}>
          {props.backLabel}
        </Button>
      </div>
    </div>
  );
}
