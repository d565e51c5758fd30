import { useEffect, useRef } from 'react';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';

/** The engine says it on its own as often as it must be: the screen tells it no more often than this, ms. */
const TELL_EVERY = 2500;
/** Who rests for so long is not writing, ms. */
const RESTS = 5000;

/** Tells that one writes while the words change, and that one stopped when they rest, are sent, or the chat is left. */
export function useTellTyping(space: Conversation['space'], text: string): void {
  const workspace = useWorkspace();
  const before = useRef(text);
  const toldAt = useRef<number | null>(null);
  useEffect(() => {
    const hasChanged = before.current !== text;
    before.current = text;
    if (!hasChanged) return;
    const stop = () => {
      if (toldAt.current === null) return;
      toldAt.current = null;
      void workspace.tellTyping(space, false);
    };
    if (text.trim() === '') return stop();
    if (toldAt.current === null || performance.now() - toldAt.current > TELL_EVERY) {
      toldAt.current = performance.now();
      void workspace.tellTyping(space, true);
    }
    const timer = setTimeout(stop, RESTS);
    return () => clearTimeout(timer);
  }, [workspace, space, text]);
  useEffect(
    () => () => {
      if (toldAt.current !== null) void workspace.tellTyping(space, false);
      toldAt.current = null;
    },
    [workspace, space],
  );
}
