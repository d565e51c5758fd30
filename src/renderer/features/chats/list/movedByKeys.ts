import type { KeyboardEvent } from 'react';
import { chatListKeys } from '@ui/keys/chatListKeys.ts';
import { chordOf } from '@ui/keys/chord.ts';
import { type Pins, movedPin } from './chatsIn.ts';

/** The pinned chats after Alt and an arrow moved the one that has the focus; null where they moved none. */
export function movedByKeys(event: KeyboardEvent<HTMLElement>, { all, shown }: Pins): Pins['all'] | null {
  const chord = chordOf(event);
  if (chord !== chatListKeys.pinUp && chord !== chatListKeys.pinDown) return null;
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-space]') : null;
  const place = shown.findIndex((space) => space === row?.dataset['space']);
  const target = shown[place + (chord === chatListKeys.pinUp ? -1 : 1)];
  const moved = shown[place];
  if (moved === undefined || target === undefined) return null;
  event.preventDefault();
  return movedPin(all, moved, target);
}
