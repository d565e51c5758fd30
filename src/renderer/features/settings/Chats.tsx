import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Switch } from '@ui/controls/Switch.tsx';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { Page } from './layout/Page.tsx';
import { useSettings } from './useSettings.ts';

/** Settings → Chats. */
export function Chats(): ReactNode {
  const t = useT();
  const { settings, change, error, isLoading } = useSettings();
  return (
    <Page title={t('settings.chats')} error={error}>
      <Section>
        <Plain>
          <Switch
            label={t('settings.receipts')}
            description={t('settings.receipts.hint')}
            checked={settings.readReceipts}
            disabled={isLoading}
            onChange={(readReceipts) => change({ readReceipts })}
          />
        </Plain>
      </Section>
    </Page>
  );
}
