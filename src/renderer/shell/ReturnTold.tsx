import { type ReactNode, useEffect, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { ReturnEnd } from '@services/workspace/snapshotWorkspace.ts';
import type { Workspace } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';

/** How often it is looked whether there is something to tell, ms. */
const LOOK_AGAIN = 5 * 60_000;

/** Over every room how a going back ended that the person did not see end, until they have read it. */
export function ReturnTold(props: { readonly workspace: Pick<Workspace, 'returnTold' | 'forgetReturn'> }): ReactNode {
  const { workspace } = props;
  const t = useT();
  const [told, setTold] = useState<ReturnEnd | null>(null);
  useEffect(() => {
    const look = () =>
      void workspace.returnTold().then((found) => {
        if (found.ok) setTold(found.value);
      });
    look();
    const timer = setInterval(look, LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [workspace]);
  if (told === null) return null;
  const dismiss = () => {
    setTold(null);
    void workspace.forgetReturn();
  };
  return (
    <AlertBanner
      tone={told === 'unfinished' ? 'warning' : 'info'}
      title={t(`snapshot.told.${told}.title`)}
      actions={
        <>
          <a href="#/settings/backup">{t('snapshot.title')}</a>
          <Button size="small" onClick={dismiss}>
            {t('common.dismiss')}
          </Button>
        </>
      }
    >
      {t(`snapshot.told.${told}.text`)}
    </AlertBanner>
  );
}
