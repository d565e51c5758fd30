import { useEffect, useMemo } from 'react';
import { useLockPlace } from '@services/lock/context.tsx';
import { LockDesk, type LockStanding } from '@services/lock/lockDesk.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';

/** The lock of the app, followed while this is shown. */
export function useLock(): readonly [LockStanding, LockDesk] {
  const place = useLockPlace();
  const desk = useMemo(() => new LockDesk(place), [place]);
  useEffect(() => desk.follow(), [desk]);
  return [useSnapshot(desk.standing), desk];
}
