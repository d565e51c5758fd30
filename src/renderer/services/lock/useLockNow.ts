import { useCallback } from 'react';
import { useAppLock } from './useAppLock.ts';

/** Closes the lock; where there is none, shows where it is turned on. */
export function useLockNow(): () => void {
  const lock = useAppLock();
  return useCallback(() => {
    const close = async () => {
      const stands = (await lock?.describe()) ?? null;
      const isOn = stands?.ok === true && stands.value?.isOn === true;
      if (isOn) await lock?.close();
      else location.hash = '#/settings/lock';
    };
    void close();
  }, [lock]);
}
