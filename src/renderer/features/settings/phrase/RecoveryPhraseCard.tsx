import { KeyRound } from 'lucide-react';
import { type ReactNode, Suspense, useMemo, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { lazy } from '@ui/loading/lazy.ts';
import styles from './Phrase.module.css';

const RecoveryPhraseDialog = lazy(() =>
  import('./RecoveryPhraseDialog.tsx').then((module) => ({ default: module.RecoveryPhraseDialog })),
);

/** Kept for the session only: the card comes back with the next start until the phrase was checked. */
const LATER = 'banyan.phraseCard.later';

/** Asks to write the recovery phrase down. Shows nothing once that was done, or for now when put off. */
export function RecoveryPhraseCard(): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const own = useQuery(useMemo(() => workspace.ownProfile(), [workspace]));
  const [isLater, setLater] = useState(() => sessionStorage.getItem(LATER) !== null);
  const [isOpen, setOpen] = useState(false);
  const isKeptHere = own.status === 'ready' && !own.value.phraseChecked && !own.value.phraseElsewhere;
  const isNeeded = isKeptHere && !isLater;
  return (
    <>
      {isNeeded && (
        <aside className={styles['card']} aria-label={t('settings.phrase.card.title')}>
          <span className={styles['key']}>
            <KeyRound aria-hidden />
          </span>
          <div className={styles['cardText']}>
            <strong>{t('settings.phrase.card.title')}</strong>
            <p>{t('settings.phrase.card.text')}</p>
          </div>
          <div className={styles['cardActions']}>
            <Button
              size="small"
              variant="quiet"
              onClick={() => {
                sessionStorage.setItem(LATER, '1');
                setLater(true);
              }}
            >
              {t('settings.phrase.later')}
            </Button>
            <Button size="small" variant="primary" onClick={() => setOpen(true)}>
              {t('settings.phrase.card.show')}
            </Button>
          </div>
        </aside>
      )}
      {isOpen && (
        <Suspense fallback={null}>
          <RecoveryPhraseDialog isOpen onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
