import { useEffect } from 'react';
import { findKeys } from '@ui/keys/findKeys.ts';
import { chordOf } from '@ui/keys/chord.ts';
import { useTalk } from '../talk/talkContext.ts';
import { NOTHING_SOUGHT } from './seeking.ts';

/** Marks the box, so that a second press comes back to it. */
export const FIND_BOX = 'data-find-box';

/** Ctrl+F, on a Mac Cmd+F, looks in the open talk. In its box the same key goes on to the search of everything, which hears of it elsewhere. */
export function useFindKey(): void {
  const talk = useTalk();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || chordOf(event) !== findKeys.open || document.querySelector(OVERLAY) !== null)
        return;
      const box = document.querySelector<HTMLInputElement>(`[${FIND_BOX}] input[type="search"]`);
      if (box !== null && box === document.activeElement) return;
      event.preventDefault();
      if (talk.seeking.get() === null) talk.seek(NOTHING_SOUGHT);
      else box?.select();
    };
    // Before the window's own keys, which would leave the talk.
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [talk]);
}

const OVERLAY = '[role="dialog"], [role="alertdialog"], [role="menu"]';
