import { useEffect } from 'react';

/** Does the rest of something when the room is left or the page goes, whichever is first. `finish` is to stay the same function. */
export function useOnLeave(finish: () => void): void {
  useEffect(() => {
    window.addEventListener('pagehide', finish);
    return () => {
      window.removeEventListener('pagehide', finish);
      finish();
    };
  }, [finish]);
}
