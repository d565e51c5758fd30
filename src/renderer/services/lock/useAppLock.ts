import { use, useMemo } from 'react';
import { AppLock } from './appLock.ts';
import { LockContext } from './context.tsx';

/** The lock of the app; null where nobody keeps one. */
export function useAppLock(): AppLock | null {
  const place = use(LockContext);
  return useMemo(() => (place === null ? null : new AppLock(place)), [place]);
}
