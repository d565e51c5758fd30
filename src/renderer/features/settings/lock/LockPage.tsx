import type { ReactNode } from 'react';
import { useLockErrorText } from '@i18n/useLockErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { Page } from '../layout/Page.tsx';
import styles from './Lock.module.css';
import { LockOff } from './LockOff.tsx';
import { LockOn } from './LockOn.tsx';
import { useLock } from './useLock.ts';

/** Settings → App lock: turning it on, when it closes, and what it does and does not protect. */
export function LockPage(): ReactNode {
  const t = useT();
  const errorText = useLockErrorText();
  const [standing, { look }] = useLock();
  return (
    <Page title={t('settings.lock')}>
      {standing.status === 'loading' && <Skeleton />}
      {standing.status === 'failed' && <AlertBanner tone="danger">{errorText(standing.error)}</AlertBanner>}
      {standing.status === 'none' && <AlertBanner tone="info">{t('lock.none')}</AlertBanner>}
      {standing.status === 'ready' && !standing.state.isOn && <LockOff lock={standing.lock} onDone={look} />}
      {standing.status === 'ready' && standing.state.isOn && (
        <LockOn lock={standing.lock} state={standing.state} onDone={look} />
      )}
      <Section title={t('lock.protects')}>
        <Plain>
          <ul className={styles['facts']}>
            <li>{t('lock.protects.keys')}</li>
            <li>{t('lock.protects.journal')}</li>
            <li>{t('lock.protects.screen')}</li>
            <li>{t('lock.protects.stops')}</li>
          </ul>
        </Plain>
      </Section>
      <Section title={t('lock.leaves')}>
        <Plain>
          <ul className={styles['facts']}>
            <li>{t('lock.leaves.database')}</li>
            <li>{t('lock.leaves.files')}</li>
            <li>{t('lock.leaves.profiles')}</li>
            <li>{t('lock.leaves.open')}</li>
          </ul>
          <p className={styles['advice']}>{t('lock.leaves.advice')}</p>
        </Plain>
      </Section>
    </Page>
  );
}
