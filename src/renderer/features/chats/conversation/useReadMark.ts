import { useCallback, useEffect, useRef } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Message } from '@services/workspace/workspace.ts';
import { useLatest } from '@ui/hooks/useLatest.ts';

/** Waits this long before it tells, so that a scroll past many messages makes one mark, ms. */
const DELAY = 250;

/** Marks as read what a person can have seen: down to the last row in sight, while the window has the focus. */
export function useReadMark(space: SpaceId, messages: readonly Message[]): (lastKey: string | null) => void {
  const workspace = useWorkspace();
  const lastSeen = useRef<string | null>(null);
  const marked = useRef(0);
  const latest = useLatest(messages);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const tell = useCallback(() => {
    timer.current = undefined;
    if (!document.hasFocus()) return;
    const seen = latest.current.findLastIndex((message) => message.id === lastSeen.current);
    const others = latest.current.slice(0, seen + 1).filter((message) => !message.own);
    // What was done in a group stands at the clock of who did it, which may be far ahead: what was said tells how far one read.
    const newest = others.findLast(({ body }) => body.kind !== 'notice') ?? others.at(-1);
    if (newest === undefined || newest.at <= marked.current) return;
    marked.current = newest.at;
    void workspace.markRead(space, newest.at);
  }, [workspace, space, latest]);

  useEffect(() => {
    window.addEventListener('focus', tell);
    return () => {
      window.removeEventListener('focus', tell);
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [tell]);

  return useCallback(
    (lastKey) => {
      lastSeen.current = lastKey;
      timer.current ??= setTimeout(tell, DELAY);
    },
    [tell],
  );
}
