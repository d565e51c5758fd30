import { useEffect, useRef } from 'react';

/** Looks at a link a page or dialog was opened with, once. */
export function useOnce(link: string | null, look: (link: string) => void): void {
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (link === null || seen.current === link) return;
    seen.current = link;
    look(link);
  }, [link, look]);
}
