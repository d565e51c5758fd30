import { type ReactNode, useEffect, useMemo } from 'react';
import type { Workspace } from '@services/workspace/workspace.ts';
import { ProgramDesk } from '../../features/programs/desk/desk.ts';
import { ProgramDeskContext } from '../../features/programs/desk/deskContext.ts';
import { PayWindowContext } from '../../features/programs/prompts/payWindow.ts';
import { ProgramShelfContext } from '../../features/programs/shelfContext.ts';
import { drawPayment } from '../wallet/PayWindow.tsx';
import { ownShelf } from './ownShelf.ts';

/** The programs that run in this window, for as long as it has this workspace. */
export function useProgramDesk({ programs }: Workspace): ProgramDesk {
  const desk = useMemo(() => new ProgramDesk(programs), [programs]);
  useEffect(() => () => desk.dispose(), [desk]);
  useEffect(() => {
    const look = () => desk.setWatched(document.visibilityState === 'visible');
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [desk]);
  return desk;
}

/** Gives the rooms the programs that run, and those that come with the app. */
export function ProgramScope(props: { readonly desk: ProgramDesk; readonly children: ReactNode }): ReactNode {
  return (
    <ProgramShelfContext value={ownShelf}>
      <ProgramDeskContext value={props.desk}>
        <PayWindowContext value={drawPayment}>{props.children}</PayWindowContext>
      </ProgramDeskContext>
    </ProgramShelfContext>
  );
}
