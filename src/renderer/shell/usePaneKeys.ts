import { type RefObject, useEffect } from 'react';
import { appKeys, roomKey } from '@ui/keys/appKeys.ts';
import { chordOf } from '@ui/keys/chord.ts';
import { pathOf, rooms } from './routes.ts';

/** What keys open wherever one is. */
export type QuickDialog = 'palette' | 'shortcuts';

export interface PaneKeys {
  readonly window: RefObject<HTMLElement | null>;
  readonly navigate: (path: string) => void;
  /** Leaves what is open; null when nothing is. */
  readonly onClose: (() => void) | null;
  readonly onQuick: (dialog: QuickDialog) => void;
}

const FOCUSABLE = 'a[href], button:not(:disabled), input, textarea, select, [tabindex="0"]';

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}

/** Where the focus belongs in a pane: what is chosen there, else what asks for it, else the first that can take it. */
export function focusPane(pane: HTMLElement): void {
  const target =
    pane.querySelector<HTMLElement>('[data-pane-focus]') ??
    pane.querySelector<HTMLElement>('[aria-current="page"]') ??
    [...pane.querySelectorAll<HTMLElement>(FOCUSABLE)].find(isShown) ??
    pane;
  target.focus();
}

/** Hears the keys of `appKeys`: from pane to pane, to a room or the search, for what is opened wherever one is, and back to the list. */
export function usePaneKeys({ window: element, navigate, onClose, onQuick }: PaneKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const chord = chordOf(event);
      const step = PANE_STEPS[chord];
      if (step === undefined) hear(chord, event);
      else {
        event.preventDefault();
        cyclePanes(panesOf(element.current), step);
      }
    };
    const hear = (chord: string, event: KeyboardEvent) => {
      if (openOverlay() !== null) return;
      const quick = quickOf(chord, event.target);
      if (quick !== null) onQuick(quick);
      if (quick !== null || goByKey(chord, element.current, navigate)) event.preventDefault();
      else if (chord === appKeys.leave && onClose !== null) leaveContent(element.current, onClose);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [element, navigate, onClose, onQuick]);
}

const PANE_STEPS: Readonly<Record<string, 1 | -1>> = { [appKeys.nextPane]: 1, [appKeys.previousPane]: -1 };

/** To who writes, a sign is a sign (KEY-4). */
function quickOf(chord: string, target: EventTarget | null): QuickDialog | null {
  if (chord === appKeys.palette) return 'palette';
  const isWriting = target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
  const isAsking = chord === appKeys.shortcuts || chord === appKeys.shortcutsToo;
  return isAsking && !isWriting ? 'shortcuts' : null;
}

/** A dialog or menu has the keys while it is open. */
function openOverlay(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[role="dialog"], [role="alertdialog"], [role="menu"]');
}

/** Goes to the search or a room, if that is what a key is for. The page's own search would find but what is drawn. */
function goByKey(chord: string, element: HTMLElement | null, navigate: (path: string) => void): boolean {
  const room = rooms.find((_, index) => roomKey(index + 1) === chord);
  if (room === undefined && chord !== appKeys.find && chord !== appKeys.findEverywhere) return false;
  navigate(room === undefined ? pathOf('discover', 'search') : pathOf(room));
  // What had the focus goes away with its room; the pane stays. Where the search is open already, its box is chosen again.
  if (room === undefined) element?.querySelector<HTMLInputElement>('[data-find] input')?.select();
  else element?.querySelector<HTMLElement>('[data-pane="list"]')?.focus();
  return true;
}

/** The panes, or what lies over them; then the notices, if there are any. */
function panesOf(element: HTMLElement | null): HTMLElement[] {
  const overlay = openOverlay();
  const panes = overlay === null ? [...(element?.querySelectorAll<HTMLElement>('[data-pane]') ?? [])] : [overlay];
  return [...panes, ...document.querySelectorAll<HTMLElement>('[data-pane="notices"]')].filter(isShown);
}

function cyclePanes(panes: readonly HTMLElement[], step: 1 | -1): void {
  const current = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(current + step + panes.length) % panes.length];
  if (next) focusPane(next);
}

/** With both panes in sight Esc only goes to the list; where one fits, it shows the list again. */
function leaveContent(element: HTMLElement | null, onClose: () => void): void {
  const list = element?.querySelector<HTMLElement>('[data-pane="list"]');
  const content = element?.querySelector<HTMLElement>('[data-pane="content"]');
  if (!list || !content) return;
  if (!isShown(list)) {
    onClose();
    requestAnimationFrame(() => focusPane(list));
  } else if (content.contains(document.activeElement)) focusPane(list);
}
