import { Plus } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { OwnDevice } from '@services/workspace/deviceWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Section } from '@ui/layout/Panel.tsx';
import { Page } from '../layout/Page.tsx';
import { DeviceRow } from './DeviceRow.tsx';
import { LinkDeviceDialog } from './LinkDeviceDialog.tsx';

/** Settings → Devices: those of the account, the way to link another, and the way to take one out. */
export function DevicesPage(): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const devices = useQueryValue<readonly OwnDevice[]>(
    useMemo(() => workspace.devices(), [workspace]),
    [],
  );
  const [isLinking, setLinking] = useState(false);
  const standing = devices.filter(({ isRevoked }) => !isRevoked);
  const gone = devices.filter(({ isRevoked }) => isRevoked);
  const isOut = gone.some(({ isThis }) => isThis);
  return (
    <Page
      title={t('settings.devices')}
      actions={
        !isOut && (
          <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setLinking(true)}>
            {t('devices.link')}
          </Button>
        )
      }
    >
      {isOut && <Out />}
      <Section title={t('devices.yours')} description={t(isOut ? 'devices.othersText' : 'devices.yoursText')}>
        {standing.toSorted(thisFirst).map((device) => (
          <DeviceRow key={device.device} device={device} isOut={isOut} />
        ))}
      </Section>
      {gone.length > 0 && (
        <Section title={t('devices.gone')} description={t('devices.goneText')}>
          {gone.map((device) => (
            <DeviceRow key={device.device} device={device} isOut={isOut} />
          ))}
        </Section>
      )}
      {isLinking && !isOut && <LinkDeviceDialog onClose={() => setLinking(false)} />}
    </Page>
  );
}

/** What became of this device, and how to begin anew on it. */
function Out(): ReactNode {
  const t = useT();
  return (
    <AlertBanner tone="danger">
      <p>{t('devices.thisIsOut')}</p>
      <p>{t('devices.thisIsOutAnew')}</p>
    </AlertBanner>
  );
}

function thisFirst(one: OwnDevice, other: OwnDevice): number {
  return Number(other.isThis) - Number(one.isThis) || one.addedAt - other.addedAt;
}
