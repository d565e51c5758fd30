import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Switch } from '@ui/controls/Switch.tsx';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { Page } from './layout/Page.tsx';
import { useSettings } from './useSettings.ts';

/** Settings → Chats. `chats`: folders and wallpaper, of another part of the app. */
export function Chats({ chats }: { readonly chats?: ReactNode }): ReactNode {
  const t = useT();
  const { settings, change, error, isLoading } = useSettings();
  return (
    <Page title={t('settings.chats')} error={error}>
      <Section title={t('settings.chats.told')}>
        <Plain>
          <Switch
            label={t('settings.receipts')}
            description={t('settings.receipts.hint')}
            checked={settings.readReceipts}
            disabled={isLoading}
            onChange={(readReceipts) => change({ readReceipts })}
          />
        </Plain>
        <Plain>
          <Switch
            label={t('settings.typing')}
            description={t('settings.typing.hint')}
            checked={settings.typing}
            disabled={isLoading}
            onChange={(typing) => change({ typing })}
          />
        </Plain>
        <Plain>
          <Switch
            label={t('settings.previews')}
            description={t('settings.previews.hint')}
            checked={settings.linkPreviews}
            disabled={isLoading}
            onChange={(linkPreviews) => change({ linkPreviews })}
          />
        </Plain>
      </Section>
      <Section title={t('keeping.archived')}>
        <Plain>
          <Switch
            label={t('settings.unarchive')}
            description={t('settings.unarchive.hint')}
            checked={settings.unarchive}
            disabled={isLoading}
            onChange={(unarchive) => change({ unarchive })}
          />
        </Plain>
      </Section>
      {chats}
    </Page>
  );
}
