import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { MAX_DRAFT_LENGTH } from '@domain/chat/message.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation, Workspace } from '@services/workspace/workspace.ts';
import { unkeptWords } from './unkeptWords.ts';

/** Waits this long after the last key, ms. */
const DELAY = 250;
/** A saving that failed is tried again after this, ms. */
const AGAIN = 5000;

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
 * another tab, wrote there comes in where nothing here waits to be saved. What could not be saved waits beside the field, for the next one.
 */
export function useDraft(conversation: Pick<Conversation, 'space' | 'draft'>): Draft {
  const workspace = useWorkspace();
  const { space } = conversation;
  const [text, setShown] = useState(() => unkeptWords.of(space) ?? conversation.draft);
  const current = useRef(text);
  /** Null when the last saving did not work. */
  const saved = useRef<string | null>(conversation.draft);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  /** Savings that the conversation has not shown yet. */
  const underWay = useRef<string[]>([]);

  const save = useCallback(() => {
    clearTimeout(timer.current);
    if (saved.current === current.current) {
      if (underWay.current.length === 0) unkeptWords.drop(space);
      return;
    }
    const words = current.current;
    saved.current = words;
    underWay.current.push(words);
    void keep(workspace, space, words).then((isKept) => {
      underWay.current.splice(0, underWay.current.indexOf(words) + 1);
      if (!isKept && saved.current === words) saved.current = null;
    });
  }, [workspace, space]);

  const setText = useCallback(
    (next: string) => {
      current.current = next;
      unkeptWords.hold(space, next);
      setShown(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(save, DELAY);
    },
    [save, space],
  );

  useSaving(save, { workspace, saved, timerRef: timer });
  useField(space, { current, setText });

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
      giveBack: (refused) => unkeptWords.giveBack(space, refused),
    }),
    [text, setText, save, space],
  );
}

interface SavingParts {
  readonly workspace: Workspace;
  readonly saved: RefObject<string | null>;
  readonly timerRef: RefObject<ReturnType<typeof setTimeout> | undefined>;
}

/** Saves when the field, the chat or the window is left, and again where that did not work. */
function useSaving(save: () => void, { workspace, saved, timerRef }: SavingParts): void {
  useEffect(() => {
    window.addEventListener('pagehide', save);
    document.addEventListener('visibilitychange', save);
    // After another engine took over, what the one before did not keep is saved with this one, now and as long as it does not work.
    timerRef.current = setTimeout(save, DELAY);
    const again = setInterval(() => {
      if (saved.current === null) save();
      keepForgotten(workspace);
    }, AGAIN);
    return () => {
      window.removeEventListener('pagehide', save);
      document.removeEventListener('visibilitychange', save);
      clearInterval(again);
      save();
    };
  }, [save, workspace, saved, timerRef]);
}

/** Words that were not sent come back here while this field is there. */
function useField(
  space: Conversation['space'],
  { current, setText }: { readonly current: RefObject<string>; readonly setText: Draft['setText'] },
): void {
  useEffect(
    () =>
      unkeptWords.join(space, {
        putBack: (words) => {
          if (current.current === '') setText(words);
        },
      }),
    [space, current, setText],
  );
}

/** False where it did not work, and the words go on waiting. */
async function keep(workspace: Workspace, space: Conversation['space'], words: string): Promise<boolean> {
  unkeptWords.hold(space, words);
  const kept = await workspace.saveDraft(space, words);
  if (kept.ok) unkeptWords.kept(space, words);
  // Where an old state is only looked at nothing is ever kept.
  else if (kept.error.code === 'looking-back') unkeptWords.drop(space);
  return kept.ok;
}

/** Saves what waits in chats that are not open: their fields went while nothing could be kept. */
function keepForgotten(workspace: Workspace): void {
  for (const [space, words] of unkeptWords.forgotten) void keep(workspace, space, words);
}
