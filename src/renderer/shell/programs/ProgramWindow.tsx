import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { type EventId, eventId, spaceId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { lazy } from '@ui/loading/lazy.ts';
import type { ProgramDesk } from '../../features/programs/desk/desk.ts';
import { useDesk, useDeskState } from '../../features/programs/desk/deskContext.ts';
import { FeatureBoundary } from '../FeatureBoundary.tsx';
import styles from '../ReadyShell.module.css';
import { pathOf } from '../routes.ts';
import { besideChat } from './openBeside.ts';

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
  const goBeside = useGoBeside();
  if (!instance.ok) return <EmptyState level={1} illustration="nothing" title={errorText('program-missing')} />;
  return (
    <main className={styles['programWindow']}>
      {isGone && <Elsewhere onReturn={() => void desk.open(instance.value)} />}
      <FeatureBoundary name="program" resetKeys={[program]}>
        <Suspense fallback={null}>
          <ProgramPane isWindow onOpenChat={(space) => void goBeside(instance.value, space)} />
        </Suspense>
      </FeatureBoundary>
    </main>
  );
}

/** Gives the program back to a window of the app, which ends it here; where none is open, this window becomes one. */
function useGoBeside(): (instance: EventId, space: string) => Promise<void> {
  const { programs } = useWorkspace();
  const desk = useDesk();
  const [, navigate] = useHashLocation();
  return async (instance, space) => {
    const chat = spaceId(space);
    if (!chat.ok) return;
    if (await besideChat().ask({ instance, space: chat.value })) {
      programs.showApp();
      return;
    }
    desk.setMode('beside');
    navigate(pathOf('chats', space));
  };
}

/** Whether the program ended here: another window shows it, or it was closed. The window goes then, where the browser lets it. */
function useGone(): boolean {
  const desk = useDesk();
  const { running } = useDeskState();
  // With a workspace made anew, as where the app's tab was closed, comes another desk, on which it is about to begin.
  const [wasOn, setOn] = useState<ProgramDesk | null>(null);
  const isThere = running.length > 0;
  if (isThere && wasOn !== desk) setOn(desk);
  const isGone = wasOn === desk && !isThere;
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
      title={t('shell.program.elsewhere')}
      actions={<Button onClick={onReturn}>{t('shell.program.here')}</Button>}
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
