import { type ReactNode, Suspense, useEffect, useState } from 'react';
import type { Settings } from '@domain/settings/settings.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { WorkspaceContext } from '@services/workspace/context.tsx';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { Past } from '@services/snapshots/past.ts';
import type { Application, WorkspaceError } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { ProgressBar } from '@ui/feedback/ProgressBar.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { lazy } from '@ui/loading/lazy.ts';
import type { AppearanceControl } from './appearance.ts';
import { OpeningScreen } from './OpeningScreen.tsx';
import type { OpenChoice } from './openChoice.ts';
import { ReadyShell } from './ReadyShell.tsx';
import styles from './StartupGate.module.css';

const ChoiceScreen = lazy(() => import('./ChoiceScreen.tsx').then((module) => ({ default: module.ChoiceScreen })));
const LockScreen = lazy(() => import('../features/lock/index.ts').then((module) => ({ default: module.LockScreen })));
const LookInstead = lazy(() => import('./look/LookInstead.tsx').then((module) => ({ default: module.LookInstead })));
const Onboarding = lazy(() =>
  import('../features/onboarding/index.ts').then((module) => ({ default: module.Onboarding })),
);

export interface StartupGateProps {
  readonly application: Application;
  readonly appearance: AppearanceControl;
  readonly onListed?: (() => void) | undefined;
  readonly choice?: Snapshot<OpenChoice | null> | undefined;
  readonly past?: Past | undefined;
}

const NOTHING: Snapshot<OpenChoice | null> = writableSnapshot<OpenChoice | null>(null);

/** Shows how far the start has come, and the app once it is ready. */
export function StartupGate(props: StartupGateProps): ReactNode {
  const { application, appearance, onListed, choice = NOTHING, past } = props;
  const startup = useSnapshot(application.startup);
  const open = useSnapshot(choice);
  const [chosen, setChosen] = useState<Settings['locale'] | null>(null);
  switch (startup.status) {
    case 'opening':
      return open === null ? <OpeningScreen /> : <Choosing {...open} />;
    case 'rebuilding':
      return <Rebuilding {...startup} />;
    case 'failed':
      return <NotOpen error={startup.error} past={past} onRetry={() => application.retry()} />;
    case 'first-start':
      return <FirstStart application={application} appearance={appearance} onListed={onListed} onLocale={setChosen} />;
    case 'ready':
      return (
        <WorkspaceContext value={startup.workspace}>
          <ReadyShell
            workspace={startup.workspace}
            notice={startup.notice}
            appearance={appearance}
            onListed={onListed}
            chosenLocale={chosen}
            onLocaleSaved={() => setChosen(null)}
          />
        </WorkspaceContext>
      );
  }
}

function Choosing(open: OpenChoice): ReactNode {
  return (
    <Suspense fallback={null}>
      <ChoiceScreen {...open} />
    </Suspense>
  );
}

interface FirstStartProps extends StartupGateProps {
  readonly onLocale: (locale: Settings['locale']) => void;
}

function FirstStart({ application, appearance, onListed, onLocale }: FirstStartProps): ReactNode {
  const current = useSnapshot(appearance.current);
  // There will be no list.
  useEffect(() => onListed?.(), [onListed]);
  return (
    <Suspense fallback={null}>
      <Onboarding
        application={application}
        locale={current.locale}
        onLocale={(locale) => {
          onLocale(locale);
          appearance.set({ ...appearance.current.get(), locale });
        }}
      />
    </Suspense>
  );
}

function Rebuilding({ done, total }: { readonly done: number; readonly total: number }): ReactNode {
  const t = useT();
  const formats = useFormats();
  return (
    <main className={styles['screen']}>
      <EmptyState level={1} illustration="tree" title={t('shell.rebuilding.title')}>
        {t('shell.rebuilding.text')}
      </EmptyState>
      <div className={styles['progress']}>
        <ProgressBar label={t('shell.rebuilding.title')} value={done} most={total} />
        <p>{t('shell.rebuilding.progress', { done: formats.number(done), total: formats.number(total) })}</p>
      </div>
    </main>
  );
}

interface NotOpenProps {
  readonly error: WorkspaceError;
  readonly past: Past | undefined;
  readonly onRetry: () => void;
}

/** The database is not opened by trying again: what there was is the next best. */
const HAS_PAST: ReadonlySet<WorkspaceError['code']> = new Set(['store-newer', 'migration-failed', 'storage-failed']);

function NotOpen(props: NotOpenProps): ReactNode {
  if (props.error.code !== 'vault-locked') return <Failed {...props} />;
  return (
    <Suspense fallback={null}>
      <LockScreen onOpened={props.onRetry} />
    </Suspense>
  );
}

function Failed({ error, past, onRetry }: NotOpenProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  return (
    <main className={styles['screen']}>
      <EmptyState
        level={1}
        illustration="nothing"
        title={t('shell.startFailed.title')}
        actions={
          <Button variant="primary" autoFocus onClick={onRetry}>
            {t('common.retry')}
          </Button>
        }
      >
        {errorText(error.code)}
      </EmptyState>
      {past !== undefined && HAS_PAST.has(error.code) && (
        <Suspense fallback={null}>
          <LookInstead past={past} />
        </Suspense>
      )}
    </main>
  );
}
