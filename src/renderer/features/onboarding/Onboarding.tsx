import { ArchiveRestore, MonitorSmartphone } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Avatar as AvatarRecord } from '@domain/profile/profile.ts';
import type { Settings } from '@domain/settings/settings.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { Application, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { Illustration } from '@ui/display/Illustration.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { JoinAccount } from './JoinAccount.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import { RestoreBackup } from './RestoreBackup.tsx';
import { OwnAvatar } from './OwnAvatar.tsx';
import styles from './Onboarding.module.css';

export interface OnboardingProps {
  readonly application: Pick<Application, 'createProfile' | 'joinAccount' | 'restoreBackup'>;
  readonly locale: Settings['locale'];
  /** There are no settings yet: the shell keeps the choice and saves it once there are. */
  readonly onLocale: (locale: Settings['locale']) => void;
}

/** First start: who you are, in one screen. When it is done the startup state changes and the shell goes on. */
export function Onboarding({ application, locale, onLocale }: OnboardingProps): ReactNode {
  const t = useT();
  const [way, setWay] = useState<'new' | 'join' | 'restore'>('new');
  const onBack = () => setWay('new');
  return (
    <main className={styles['screen']}>
      <div className={styles['top']}>
        <LanguageChoice locale={locale} onChange={onLocale} />
      </div>
      <div className={styles['middle']}>
        <header className={styles['welcome']}>
          <Illustration name="tree" />
          <h1>{t('onboarding.title')}</h1>
          {way === 'new' && <p>{t('onboarding.what')}</p>}
        </header>
        {way === 'join' && <JoinAccount application={application} onBack={onBack} />}
        {way === 'restore' && <RestoreBackup application={application} onBack={onBack} />}
        {way === 'new' && (
          <ProfileForm application={application} onJoin={() => setWay('join')} onRestore={() => setWay('restore')} />
        )}
      </div>
    </main>
  );
}

function ProfileForm({
  application,
  onJoin,
  onRestore,
}: Pick<OnboardingProps, 'application'> & { readonly onJoin: () => void; readonly onRestore: () => void }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const [name, setName] = useState('');
  const [avatar, setAvatar] = useState<AvatarRecord>({ kind: 'generated' });
  const act = useAct<WorkspaceErrorCode>();
  const isNameError = act.error === 'name-empty' || act.error === 'name-too-long';
  return (
    <form
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        act.run(() => application.createProfile({ name, avatar }));
      }}
    >
      <OwnAvatar name={name} avatar={avatar} onChange={setAvatar} />
      <TextField
        label={t('onboarding.name')}
        placeholder={t('onboarding.name.placeholder')}
        className={styles['name'] ?? ''}
        autoFocus
        value={name}
        error={act.error !== null && isNameError ? errorText(act.error) : null}
        onChange={(value) => {
          setName(value);
          act.clear();
        }}
      />
      {act.error !== null && !isNameError && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <Button type="submit" variant="primary" size="large" pending={act.isPending}>
        {act.isPending ? t('onboarding.starting') : t('onboarding.start')}
      </Button>
      <p className={styles['hint']}>{t('onboarding.hint')}</p>
      <Button variant="quiet" icon={<MonitorSmartphone aria-hidden />} onClick={onJoin}>
        {t('onboarding.join')}
      </Button>
      <Button variant="quiet" icon={<ArchiveRestore aria-hidden />} onClick={onRestore}>
        {t('backup.restore')}
      </Button>
    </form>
  );
}
