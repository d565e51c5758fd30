import { createContext, use } from 'react';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import type { DeskState, ProgramDesk } from './desk.ts';

/** Holds the desk of this window; set by the shell. */
export const ProgramDeskContext = createContext<ProgramDesk | null>(null);

/** The desk of this window. */
export function useDesk(): ProgramDesk {
  const desk = use(ProgramDeskContext);
  if (desk === null) throw new Error('useDesk needs the ready shell above it');
  return desk;
}

/** What runs now. */
export function useDeskState(): DeskState {
  return useSnapshot(useDesk().state);
}
