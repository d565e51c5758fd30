import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { createAssetShelf } from '@adapters/programs/assetShelf.ts';
import type { Workspace } from '@services/workspace/workspace.ts';
import { ProgramDesk } from '../../features/programs/desk/desk.ts';
import { ProgramDeskContext } from '../../features/programs/desk/deskContext.ts';
import { ProgramShelfContext } from '../../features/programs/shelfContext.ts';

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
  const [shelf] = useState(createAssetShelf);
  return (
    <ProgramShelfContext value={shelf}>
      <ProgramDeskContext value={props.desk}>{props.children}</ProgramDeskContext>
    </ProgramShelfContext>
  );
}
