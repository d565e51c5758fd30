import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { Switch } from '@ui/controls/Switch.tsx';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { Page } from '../layout/Page.tsx';
import { useSettings } from '../useSettings.ts';
import { ConnectionTest } from './ConnectionTest.tsx';
import { IceServers } from './IceServers.tsx';
import { Mailbox } from './Mailbox.tsx';
import { NearbySection } from './NearbySection.tsx';
import { ProxySection } from './ProxySection.tsx';
import { Signaling } from './Signaling.tsx';
import { StatusCard } from './StatusCard.tsx';

/** Settings → Connections. */
export function Connections(): ReactNode {
  const t = useT();
  const control = useSettings();
  const status = useSnapshot(useWorkspace().connection);
  return (
    <Page title={t('settings.connections')} error={control.error}>
      <Section>
        <StatusCard status={status} />
      </Section>
      <NearbySection control={control} />
      <Section title={t('settings.signaling')} description={t('settings.signaling.text')}>
        <Signaling control={control} services={status.services} />
      </Section>
      <Section title={t('mailbox.title')} description={t('mailbox.text')}>
        <Mailbox control={control} />
      </Section>
      <Section title={t('settings.ice')} description={t('settings.ice.text')}>
        <IceServers control={control} />
        <ConnectionTest servers={control.settings.iceServers} />
      </Section>
      <ProxySection control={control} hasFailed={status.proxyFailed} />
      <Section title={t('settings.saveData')}>
        <Plain>
          <Switch
            label={t('settings.saveData.switch')}
            description={t('settings.saveData.hint')}
            checked={control.settings.saveData}
            disabled={control.isLoading}
            onChange={(saveData) => control.change({ saveData })}
          />
        </Plain>
      </Section>
    </Page>
  );
}
