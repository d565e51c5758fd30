import { useEffect, useState } from 'react';

/** How long a prompt is seen before it can be answered with yes, ms: what was pressed just then was meant for something else. */
export const ARMING_DELAY = 500;

/** False until what is asked has been in sight for {@link ARMING_DELAY} without a break; a window that was away begins anew. */
export function useArmed(asked: unknown): boolean {
  const [armed, setArmed] = useState<unknown>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const begin = () => {
      clearTimeout(timer);
      setArmed(null);
      timer = setTimeout(() => setArmed(asked), ARMING_DELAY);
    };
    const onVisible = () => {
      if (document.visibilityState === 'visible') begin();
    };
    begin();
    window.addEventListener('focus', begin);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('focus', begin);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [asked]);
  return armed === asked;
}
