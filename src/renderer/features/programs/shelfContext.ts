import { createContext, use } from 'react';
import type { ProgramShelf } from '@ports/programShelf.ts';

/** Holds the programs that come with the app; null where none do. */
export const ProgramShelfContext = createContext<ProgramShelf | null>(null);

/** The programs that come with the app. */
export function useShelf(): ProgramShelf | null {
  return use(ProgramShelfContext);
}
