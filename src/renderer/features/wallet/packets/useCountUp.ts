import { useEffect, useState } from 'react';

const DURATION = 900;
const STEPS = 1000n;

/** An amount that counts up to its value once, where `isCounting`; at once where people asked for less motion. */
export function useCountUp(amount: bigint, isCounting: boolean): bigint {
  const [isStill] = useState(() => !isCounting || matchMedia('(prefers-reduced-motion: reduce)').matches);
  const [part, setPart] = useState(0n);
  useEffect(() => {
    if (isStill) return;
    const begin = performance.now();
    let frame = requestAnimationFrame(function next(now) {
      const past = Math.min(1, Math.max(0, (now - begin) / DURATION));
      const eased = 1 - (1 - past) ** 3;
      setPart(BigInt(Math.round(eased * Number(STEPS))));
      if (past < 1) frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [isStill]);
  return isStill ? amount : (amount * part) / STEPS;
}
