import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { MAX_DRAFT_LENGTH } from '@domain/chat/message.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';

/** Waits this long after the last key, ms. */
const DELAY = 250;

/** What is written and not yet sent. */
export interface Draft {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Saves now what is not yet saved. */
  readonly save: () => void;
  readonly clear: () => void;
  /** Puts a refused text back, unless something else was written meanwhile. */
  readonly giveBack: (text: string) => void;
}

/**
 * Keeps the draft of a conversation: a moment after the last key, on leaving the field, the chat or the window. What another own device, or
 * another tab, wrote there comes in where nothing here waits to be saved.
 */
export function useDraft(conversation: Pick<Conversation, 'space' | 'draft'>): Draft {
  const workspace = useWorkspace();
  const { space } = conversation;
  const [text, setShown] = useState(conversation.draft);
  const current = useRef(conversation.draft);
  /** Null when the last saving did not work. */
  const saved = useRef<string | null>(conversation.draft);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  /** Savings that the conversation has not shown yet. */
  const underWay = useRef<string[]>([]);

  const save = useCallback(() => {
    clearTimeout(timer.current);
    if (saved.current === current.current) return;
    const words = current.current;
    saved.current = words;
    underWay.current.push(words);
    void workspace.saveDraft(space, words).then((kept) => {
      underWay.current.splice(0, underWay.current.indexOf(words) + 1);
      if (!kept.ok && saved.current === words) saved.current = null;
    });
  }, [workspace, space]);

  const setText = useCallback(
    (next: string) => {
      current.current = next;
      setShown(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(save, DELAY);
    },
    [save],
  );

  useEffect(() => {
    window.addEventListener('pagehide', save);
    document.addEventListener('visibilitychange', save);
    // After another engine took over, what the one before did not keep is saved with this one.
    timer.current = setTimeout(save, DELAY);
    return () => {
      window.removeEventListener('pagehide', save);
      document.removeEventListener('visibilitychange', save);
      save();
    };
  }, [save]);

  useEffect(() => {
    const isOwn = underWay.current.length > 0 || saved.current !== current.current;
    // Of a longer one only its beginning is kept: that is no other draft.
    if (isOwn || conversation.draft === current.current.slice(0, MAX_DRAFT_LENGTH)) return;
    saved.current = conversation.draft;
    current.current = conversation.draft;
    setShown(conversation.draft);
  }, [conversation.draft]);

  return useMemo(
    () => ({
      text,
      setText,
      save,
      clear: () => {
        setText('');
        save();
      },
      giveBack: (refused) => {
        if (current.current === '') setText(refused);
      },
    }),
    [text, setText, save],
  );
}
