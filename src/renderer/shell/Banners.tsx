import { type ReactNode, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { StartNotice, Workspace } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import styles from './ReadyShell.module.css';

/** What a person must know about the state of their data, for as long as it is so. */
export function Banners(props: { readonly workspace: Workspace; readonly notice: StartNotice | null }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { readOnly, hostReachable, hostRestarted } = useSnapshot(props.workspace.connection);
  const [isNoticeSeen, setNoticeSeen] = useState(false);
  return (
    <div className={styles['banners']}>
      {hostRestarted && (
        <AlertBanner tone="danger" title={t('shell.hostRestarted.title')}>
          {t('shell.hostRestarted.text')}
        </AlertBanner>
      )}
      {!hostReachable && !hostRestarted && (
        <AlertBanner tone="danger" title={t('shell.hostGone.title')}>
          {t('shell.hostGone.text')}
        </AlertBanner>
      )}
      {readOnly !== null && (
        <AlertBanner tone="warning" title={t('shell.readOnly.title')}>
          {t(`shell.readOnly.${readOnly}`)}
        </AlertBanner>
      )}
      {props.notice !== null && !isNoticeSeen && (
        <AlertBanner
          tone="info"
          title={t('shell.rebuilt.title')}
          actions={
            <Button size="small" onClick={() => setNoticeSeen(true)}>
              {t('common.dismiss')}
            </Button>
          }
        >
          {t('shell.rebuilt.text', { events: formats.number(props.notice.events), count: props.notice.events })}
        </AlertBanner>
      )}
    </div>
  );
}
