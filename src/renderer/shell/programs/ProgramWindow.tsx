import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { eventId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { useDesk, useDeskState } from '../../features/programs/desk/deskContext.ts';
import { FeatureBoundary } from '../FeatureBoundary.tsx';
import styles from '../ReadyShell.module.css';

const ProgramPane = lazy(() =>
  import('../../features/programs/index.ts').then((module) => ({ default: module.ProgramPane })),
);

/** A window of the app that shows one program and nothing else: `#/program/<instance>`. */
export function ProgramWindow({ program }: { readonly program: string }): ReactNode {
  const errorText = useErrorText();
  const desk = useDesk();
  const instance = useMemo(() => eventId(program), [program]);
  useEffect(() => {
    if (instance.ok) void desk.open(instance.value);
  }, [desk, instance]);
  useProgramTitle(program);
  const isGone = useGone();
  if (!instance.ok) return <EmptyState level={1} illustration="nothing" title={errorText('program-missing')} />;
  return (
    <main className={styles['programWindow']}>
      {isGone && <Elsewhere onReturn={() => void desk.open(instance.value)} />}
      <FeatureBoundary name="program" resetKeys={[program]}>
        <Suspense fallback={null}>
          <ProgramPane isWindow onOpenChat={() => undefined} />
        </Suspense>
      </FeatureBoundary>
    </main>
  );
}

/** Whether the program ended here: another window shows it, or it was closed. The window goes then, where the browser lets it. */
function useGone(): boolean {
  const { running } = useDeskState();
  const [wasThere, setThere] = useState(false);
  const isThere = running.length > 0;
  if (isThere && !wasThere) setThere(true);
  const isGone = wasThere && !isThere;
  useEffect(() => {
    if (isGone) window.close();
  }, [isGone]);
  return isGone;
}

function Elsewhere({ onReturn }: { readonly onReturn: () => void }): ReactNode {
  const t = useT();
  return (
    <EmptyState
      level={1}
      illustration="nothing"
      title={t('programs.elsewhere')}
      actions={<Button onClick={onReturn}>{t('programs.here')}</Button>}
    />
  );
}

function useProgramTitle(program: string): void {
  const { programs } = useWorkspace();
  const all = useQuery(useMemo(() => programs.programs(), [programs]));
  const found = all.status === 'ready' ? all.value.find(({ instance }) => instance === program) : undefined;
  const title = found === undefined ? undefined : [found.name, found.document].filter(Boolean).join(' · ');
  useEffect(() => {
    if (title !== undefined) document.title = title;
  }, [title]);
}
