import { useEffect, useState } from 'react';

/** Whole seconds until a time, ms; 0 from then on. */
export function useSecondsUntil(until: number): number {
  const [now, setNow] = useState(() => Date.now());
  const isOver = now >= until;
  useEffect(() => {
    if (isOver) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isOver, until]);
  return Math.max(0, Math.ceil((until - now) / 1000));
}
