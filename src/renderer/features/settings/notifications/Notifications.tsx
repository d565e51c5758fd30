import { BellOff, BellRing, CircleCheck, CircleHelp, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Switch } from '@ui/controls/Switch.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { Page } from '../layout/Page.tsx';
import { useSettings } from '../useSettings.ts';
import { ContentChoice } from './ContentChoice.tsx';
import styles from './Notifications.module.css';
import { QuietHoursFields } from './QuietHoursFields.tsx';
import { type NotificationState, showNotification, usePermission } from './usePermission.ts';

const ICONS: Readonly<Record<NotificationState, LucideIcon>> = {
  granted: CircleCheck,
  denied: BellOff,
  default: CircleHelp,
  unsupported: BellOff,
};

/** Settings → Notifications. What the system allows is said as it is. */
export function Notifications(): ReactNode {
  const t = useT();
  const { settings, change, error, isLoading } = useSettings();
  const permission = usePermission();
  const Icon = ICONS[permission.state];
  return (
    <Page title={t('settings.notifications')} error={error}>
      <Section>
        <Plain>
          <Switch
            label={t('settings.notify')}
            description={t('settings.notify.hint')}
            checked={settings.notifications}
            disabled={isLoading}
            onChange={(notifications) => {
              change({ notifications });
              if (notifications && permission.state === 'default') permission.ask();
            }}
          />
        </Plain>
        <Row icon={<Icon aria-hidden />} title={t(`settings.notify.${permission.state}`)}>
          {permission.state === 'default' && (
            <Button size="small" onClick={permission.ask}>
              {t('settings.notify.allow')}
            </Button>
          )}
          {permission.state === 'granted' && <TestButton />}
        </Row>
      </Section>
      <QuietHoursFields
        hours={settings.quietHours}
        isDisabled={isLoading}
        onChange={(quietHours) => change({ quietHours })}
      />
      <ContentChoice content={settings.noticeContent} onChange={(noticeContent) => change({ noticeContent })} />
      <p className={styles['note']}>{t('settings.notify.perChat')}</p>
    </Page>
  );
}

function TestButton(): ReactNode {
  const t = useT();
  const toast = useToast();
  const test = async () => {
    const wasShown = await showNotification(t('common.appName'), t('settings.notify.test.body'));
    toast(
      wasShown ? { text: t('settings.notify.test.sent') } : { text: t('settings.notify.test.failed'), tone: 'danger' },
    );
  };
  return (
    <Button size="small" icon={<BellRing aria-hidden />} onClick={() => void test()}>
      {t('settings.notify.test')}
    </Button>
  );
}
