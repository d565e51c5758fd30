import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Invite, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { QrCode } from '@ui/code/QrCode.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import { CodeActions } from './CodeActions.tsx';
import styles from './Code.module.css';
import { invitesToShow } from './invitesToShow.ts';
import { OpenInvites } from './OpenInvites.tsx';

/** My code: the newest invite that still works, made when there is none. */
export function MyCode(): ReactNode {
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const invites = useQuery(useMemo(() => workspace.invites(), [workspace]));
  const [chosen, setChosen] = useState<string | null>(null);
  const act = useAct<WorkspaceErrorCode>();
  const now = useNow();
  const { shown, open } = invitesToShow(invites.status === 'ready' ? invites.value : [], chosen, now);
  const make = () =>
    act.run(
      () => workspace.createInvite(),
      (invite) => setChosen(invite.id),
    );
  useFirstInvite({ isNeeded: invites.status === 'ready' && shown === null, make });
  return (
    <div className={styles['mine']}>
      <CodeCard invite={shown} isMaking={act.isPending} onMake={make} />
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      {shown?.state === 'open' && <CodeActions invite={shown} isMaking={act.isPending} onMake={make} />}
      <OpenInvites invites={open} shown={shown?.id ?? null} onShow={setChosen} />
    </div>
  );
}

/** Makes one invite when the list is there and has none; once, whatever comes of it. */
function useFirstInvite({ isNeeded, make }: { readonly isNeeded: boolean; readonly make: () => void }): void {
  const wasMade = useRef(false);
  useEffect(() => {
    if (!isNeeded || wasMade.current) return;
    wasMade.current = true;
    make();
  }, [isNeeded, make]);
}

interface CodeCardProps {
  readonly invite: Invite | null;
  readonly isMaking: boolean;
  readonly onMake: () => void;
}

function CodeCard({ invite, isMaking, onMake }: CodeCardProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  if (invite === null) {
    return <div className={styles['paper']}>{isMaking && <Spinner label={t('contacts.code.making')} />}</div>;
  }
  const isOpen = invite.state === 'open';
  return (
    <>
      <div className={styles['paper']} data-spent={!isOpen || undefined}>
        <QrCode text={invite.link} label={t('contacts.code.alt')} />
        {!isOpen && (
          <div className={styles['spent']} role="status">
            <p>{t(`contacts.code.${invite.state}`)}</p>
            <Button variant="primary" pending={isMaking} onClick={onMake}>
              {t('contacts.code.new')}
            </Button>
          </div>
        )}
      </div>
      <div className={styles['how']}>
        <p>{t('contacts.code.how')}</p>
        {isOpen && <p>{t('contacts.code.once', { date: formats.date(invite.expiresAt) })}</p>}
      </div>
    </>
  );
}
