import { createContext, use } from 'react';
import type { LockPlace } from './lockPlace.ts';

/** Where the lock of the app is kept; set once by the shell. Null where there is none. */
export const LockContext = createContext<LockPlace | null>(null);

/** Where it is kept. */
export function useLockPlace(): LockPlace | null {
  return use(LockContext);
}
