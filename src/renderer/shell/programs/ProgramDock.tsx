import { type ComponentProps, lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useDeskState } from '../../features/programs/desk/deskContext.ts';
import { FeatureBoundary } from '../FeatureBoundary.tsx';
import styles from '../ReadyShell.module.css';
import { PROGRAM_WIDTH, ResizeHandle } from '../ResizeHandle.tsx';
import { loadPrograms, programsHere } from './programsCode.ts';

const LazyPane = lazy(() => loadPrograms().then((module) => ({ default: module.ProgramPane })));

/** The place beside the rooms for the program that is seen; nothing while none is. */
export function ProgramDock({ onOpenChat }: { readonly onOpenChat: (space: string) => void }): ReactNode {
  const t = useT();
  const pane = useRef<HTMLDivElement>(null);
  const { shown } = useDeskState();
  if (shown === null) return null;
  return (
    <div className={styles['dock']} ref={pane}>
      <FeatureBoundary name="program" resetKeys={[shown]}>
        <Suspense fallback={null}>
          <Pane onOpenChat={onOpenChat} />
        </Suspense>
      </FeatureBoundary>
      <ResizeHandle pane={pane} {...PROGRAM_WIDTH} label={t('shell.programWidth')} />
    </div>
  );
}

/** Code that is here is not waited for: what React once showed as waiting it leaves so for 300 ms. */
function Pane(props: ComponentProps<typeof LazyPane>): ReactNode {
  const [Shown] = useState(() => programsHere()?.ProgramPane ?? LazyPane);
  return <Shown {...props} />;
}
