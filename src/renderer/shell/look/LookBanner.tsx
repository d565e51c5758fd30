import { type ReactNode, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { LOOKING_NAME } from '@services/snapshots/looking.ts';
import { lookedAt } from '@services/snapshots/lookedAt.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';

/** Over every room while a snapshot is shown: of when it is, that nothing can be done in it, and the way back. */
export function LookBanner(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const [at] = useState(() => lookedAt(sessionStorage.getItem(LOOKING_NAME)));
  if (at === null) return null;
  const leave = () => {
    sessionStorage.removeItem(LOOKING_NAME);
    // Back to where it was chosen.
    location.hash = '#/settings/backup';
    location.reload();
  };
  return (
    <AlertBanner
      tone="warning"
      title={t('snapshot.looking.title', { when: isolate(formats.full(at)) })}
      actions={
        <Button variant="primary" size="small" onClick={leave}>
          {t('snapshot.looking.leave')}
        </Button>
      }
    >
      {t('snapshot.looking.text')}
    </AlertBanner>
  );
}
