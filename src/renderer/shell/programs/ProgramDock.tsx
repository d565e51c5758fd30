import { type ComponentProps, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useDesk, useDeskState } from '../../features/programs/desk/deskContext.ts';
import { persistently } from '@ui/loading/persistently.ts';
import { FeatureBoundary } from '../FeatureBoundary.tsx';
import styles from '../ReadyShell.module.css';
import { PROGRAM_WIDTH, ResizeHandle } from '../ResizeHandle.tsx';
import { useTakenBeside } from './openBeside.ts';
import { type ProgramsCode, loadPrograms, programsHere } from './programsCode.ts';

/** The place beside the rooms for the program that is seen; nothing while none is. */
export function ProgramDock({ onOpenChat }: { readonly onOpenChat: (space: string) => void }): ReactNode {
  const t = useT();
  const { shown } = useDeskState();
  useTakenBeside(useDesk(), onOpenChat);
  if (shown === null) return null;
  return (
    <div className={styles['dock']}>
      <FeatureBoundary name="program" resetKeys={[shown]}>
        <Suspense fallback={null}>
          <Pane onOpenChat={onOpenChat} />
        </Suspense>
      </FeatureBoundary>
      <ResizeHandle {...PROGRAM_WIDTH} label={t('shell.programWidth')} />
    </div>
  );
}

/** No `lazy`: what React once showed as waiting it leaves so for 300 ms, also where the code comes at once. */
function Pane(props: ComponentProps<ProgramsCode['ProgramPane']>): ReactNode {
  const [code, setCode] = useState(programsHere);
  useEffect(() => {
    if (code !== null) return;
    const fail = (error: unknown) =>
      setCode(() => {
        throw error;
      });
    persistently(loadPrograms).then((loaded) => setCode(() => loaded), fail);
  }, [code]);
  return code === null ? null : <code.ProgramPane {...props} />;
}
