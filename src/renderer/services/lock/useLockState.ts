import { useCallback, useEffect, useState } from 'react';
import type { AppLock, LockErrorCode, LockState } from './appLock.ts';

/** How the lock stands, asked anew whenever it is opened or closed. */
export type LockStanding =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: LockErrorCode }
  | { readonly status: 'none' }
  | { readonly status: 'ready'; readonly state: LockState };

/** Follows a lock; the second asks again. */
export function useLockState(lock: AppLock | null): readonly [LockStanding, () => Promise<void>] {
  const [standing, setStanding] = useState<LockStanding>(lock === null ? { status: 'none' } : { status: 'loading' });
  const look = useCallback(async () => {
    if (lock !== null) setStanding(standingOf(await lock.describe()));
  }, [lock]);
  useEffect(() => {
    if (lock === null) return undefined;
    let isShown = true;
    const follow = () =>
      void lock.describe().then((described) => {
        if (isShown) setStanding(standingOf(described));
      });
    follow();
    const stop = lock.onChanged(follow);
    return () => {
      isShown = false;
      stop();
    };
  }, [lock]);
  return [standing, look];
}

function standingOf(described: Awaited<ReturnType<AppLock['describe']>>): LockStanding {
  if (!described.ok) return { status: 'failed', error: described.error.code };
  return described.value === null ? { status: 'none' } : { status: 'ready', state: described.value };
}
