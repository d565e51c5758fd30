import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { ConnectionStatus } from '@services/workspace/workspace.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Plain, Row } from '@ui/layout/Panel.tsx';
import styles from './Connections.module.css';

/** The truth about the way to others, in a sentence. */
export function StatusCard({ status }: { readonly status: ConnectionStatus }): ReactNode {
  const t = useT();
  return (
    <div role="status">
      <Row
        icon={<span className={styles['light']} data-state={status.state} />}
        title={t(`settings.status.${status.state}`, { devices: status.devices })}
        text={t(isWithoutWay(status) ? 'settings.status.proxyFailed' : `settings.status.${status.state}.text`)}
      />
      {status.readOnly !== null && (
        <Plain>
          <AlertBanner tone="warning">{t(`settings.status.readonly.${status.readOnly}`)}</AlertBanner>
        </Plain>
      )}
      {!status.hostReachable && (
        <Plain>
          <AlertBanner tone="danger">
            {t(status.hostRestarted ? 'settings.status.hostRestarted' : 'settings.status.host')}
          </AlertBanner>
        </Plain>
      )}
    </div>
  );
}

/** No service is asked, as the chosen way to the network does not hold: that none answers would be another matter. */
function isWithoutWay({ state, proxyFailed }: ConnectionStatus): boolean {
  return state !== 'connected' && proxyFailed;
}
