import { LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { Illustration } from '@ui/display/Illustration.tsx';
import styles from './ChoiceScreen.module.css';
import type { OpenChoice } from './openChoice.ts';

/** This browser lost who it was, and the host knows people: one of them, or somebody new. */
export function ChoiceScreen({ people, continueAs, startAnew }: OpenChoice): ReactNode {
  const t = useT();
  return (
    <main className={styles['screen']}>
      <header className={styles['head']}>
        <Illustration name="tree" />
        <h1>{t('shell.choice.title')}</h1>
        <p>{t('shell.choice.text')}</p>
      </header>
      <ul className={styles['people']}>
        {people.map(({ name, self, isOpen }) => (
          <li key={name} className={styles['person']}>
            {self === null ? (
              <LockKeyhole aria-hidden />
            ) : (
              <Avatar account={self.account} name={self.profile.name} avatar={self.profile.avatar} size="large" />
            )}
            <div>
              <bdi className={styles['name']}>{self?.profile.name ?? t('lock.someone')}</bdi>
              {isOpen && <p className={styles['hint']}>{t('shell.choice.isOpen')}</p>}
            </div>
            <Button
              variant="primary"
              disabled={isOpen}
              aria-label={t('shell.choice.continueAs', { name: self?.profile.name ?? t('lock.someone') })}
              onClick={() => continueAs(name)}
            >
              {t('shell.choice.continue')}
            </Button>
          </li>
        ))}
      </ul>
      <Button variant="quiet" onClick={startAnew}>
        {t('shell.choice.anew')}
      </Button>
    </main>
  );
}
