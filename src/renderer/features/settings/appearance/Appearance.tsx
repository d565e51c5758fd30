import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { Page } from '../layout/Page.tsx';
import { Segmented } from '../layout/Segmented.tsx';
import { useSettings } from '../useSettings.ts';
import { ThemeChoice } from './ThemeChoice.tsx';

const ZOOMS = [100, 110, 125, 150, 175, 200] as const;

/** Settings → Appearance. */
export function Appearance(): ReactNode {
  const t = useT();
  const { settings, change, error } = useSettings();
  return (
    <Page title={t('settings.appearance')} error={error}>
      <Section title={t('settings.theme')}>
        <Plain>
          <ThemeChoice value={settings.theme} onChange={(theme) => change({ theme })} />
        </Plain>
      </Section>
      <Section title={t('settings.reading')}>
        <Row title={t('settings.language')}>
          <Segmented
            label={t('settings.language')}
            value={settings.locale}
            options={[
              { value: 'system', label: t('settings.language.system') },
              { value: 'en', label: 'English', lang: 'en' },
              { value: 'ar', label: 'العربية', lang: 'ar' },
            ]}
            onChange={(locale) => change({ locale })}
          />
        </Row>
        <Row title={t('settings.zoom')}>
          <Segmented
            label={t('settings.zoom')}
            value={String(settings.zoom)}
            options={ZOOMS.map((zoom) => ({
              value: String(zoom),
              label: t('settings.zoom.value', { percent: zoom / 100 }),
            }))}
            onChange={(value) => {
              const zoom = ZOOMS.find((option) => String(option) === value);
              if (zoom !== undefined) change({ zoom });
            }}
          />
        </Row>
      </Section>
    </Page>
  );
}
