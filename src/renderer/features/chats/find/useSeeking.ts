import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { eventId } from '@shared/ids.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import type { LogScrollerHandle } from '@ui/scroll/LogScroller.tsx';
import type { Going } from '../conversation/useGoTo.ts';
import type { OpenWindow } from '../conversation/useMessageWindow.ts';
import { useTalk } from '../talk/talkContext.ts';
import { goneOf } from './seeking.ts';

export interface SeekingLog {
  readonly handle: RefObject<LogScrollerHandle | null>;
  readonly open: OpenWindow;
  readonly goTo: Going;
  readonly toEnd: () => void;
  readonly isAtEnd: boolean;
}

/** What the log does for the search through it: goes to what was found, paints it, and gives its place back afterwards. */
export function useSeeking(log: SeekingLog): void {
  const talk = useTalk();
  const seeking = useSnapshot(talk.seeking);
  const { goTo, open, handle } = log;
  const { messages } = open.state;
  usePlace(seeking !== null, log);
  const current = seeking?.current ?? null;
  useEffect(() => {
    if (current === null) return;
    let isOver = false;
    // Rows that are not drawn yet are drawn at once, which nothing can be within an effect.
    queueMicrotask(() => {
      if (!isOver) goTo(current, 'messages.gone', 'quietly');
    });
    return () => {
      isOver = true;
    };
  }, [current, goTo]);
  const renewed = useRef('');
  useEffect(() => {
    const gone = goneOf(seeking?.found ?? [], messages);
    const names = gone.map(({ id }) => id).join(' ');
    // Once for the same: should it be found again, looking again does not help.
    if (names !== '' && names !== renewed.current) seeking?.renew();
    renewed.current = names;
  }, [seeking, messages]);
  usePaint(handle);
}

/** What paints is fetched with the search itself: a talk that is only read needs none of it. */
function usePaint(handle: SeekingLog['handle']): void {
  const seeking = useSnapshot(useTalk().seeking);
  useEffect(() => {
    if (seeking === null || seeking.found.length === 0) return;
    let dispose = () => undefined as unknown;
    let isOver = false;
    void import('./highlights.ts').then(({ paintFound }) => {
      const element = handle.current?.element ?? null;
      if (!isOver && element !== null) dispose = paintFound(element, seeking);
    }, nothing);
    return () => {
      isOver = true;
      dispose();
    };
  }, [seeking, handle]);
}

const nothing = () => undefined;

/** Where the log stood: at its end, or a message and how far below the top of the view it was, px. */
type Place = { readonly isAtEnd: true } | { readonly isAtEnd: false; readonly key: string; readonly below: number };

/** Remembers the place when the search is opened, and goes back to it when it is left. */
function usePlace(isSeeking: boolean, log: SeekingLog): void {
  const latest = useRef(log);
  const awaited = useRef<Place | null>(null);
  // Once what is drawn is settled, and the bar is away.
  const tryAwaited = useCallback(() => {
    const place = awaited.current;
    if (place === null) return;
    queueMicrotask(() => {
      if (awaited.current === place && giveBack(place, latest.current)) awaited.current = null;
    });
  }, []);
  useEffect(() => {
    latest.current = log;
  });
  useEffect(() => {
    if (!isSeeking) return;
    const place = placeOf(latest.current);
    awaited.current = null;
    return () => {
      awaited.current = place;
      tryAwaited();
    };
  }, [isSeeking, tryAwaited]);
  const { messages } = log.open.state;
  useEffect(tryAwaited, [messages, tryAwaited]);
}

function placeOf({ handle, isAtEnd }: SeekingLog): Place | null {
  const element = handle.current?.element;
  if (isAtEnd || !element) return isAtEnd ? { isAtEnd } : null;
  const { top } = element.getBoundingClientRect();
  const rows = [...element.querySelectorAll<HTMLElement>('[data-row]:has([data-message])')];
  const row = rows.find((one) => one.getBoundingClientRect().bottom > top);
  const key = row?.dataset['row'];
  return row === undefined || key === undefined ? null : { isAtEnd, key, below: row.getBoundingClientRect().top - top };
}

/** False where its messages have to be loaded first, which is then begun. */
function giveBack(place: Place, { handle, open, toEnd }: SeekingLog): boolean {
  if (place.isAtEnd) toEnd();
  const element = handle.current?.element;
  if (place.isAtEnd || !element) return true;
  const row = handle.current?.reveal(place.key);
  if (row) element.scrollTop += row.getBoundingClientRect().top - element.getBoundingClientRect().top - place.below;
  const id = eventId(place.key);
  if (row || !id.ok) return true;
  void open.opened.around(id.value);
  return false;
}
