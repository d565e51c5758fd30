import { type RefObject, useEffect } from 'react';
import { pathOf, type Room, rooms } from './routes.ts';

export interface PaneKeys {
  readonly window: RefObject<HTMLElement | null>;
  readonly navigate: (path: string) => void;
  /** Leaves what is open; null when nothing is. */
  readonly onClose: (() => void) | null;
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

/** F6 and Shift+F6 go round the panes and the notices, Ctrl+1… to the rooms, Ctrl+F to the search, Esc back to the list. */
export function usePaneKeys({ window: element, navigate, onClose }: PaneKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (event.key === 'F6') {
        event.preventDefault();
        cyclePanes(panesOf(element.current), event.shiftKey ? -1 : 1);
        return;
      }
      if (openOverlay() !== null) return;
      if (goByKey(event, element.current, navigate)) return;
      if (event.key === 'Escape' && onClose !== null) leaveContent(element.current, onClose);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [element, navigate, onClose]);
}

/** A dialog or menu has the keys while it is open. */
function openOverlay(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[role="dialog"], [role="alertdialog"], [role="menu"]');
}

/** Goes to the search or a room, if that is what a key is for. */
function goByKey(event: KeyboardEvent, element: HTMLElement | null, navigate: (path: string) => void): boolean {
  const room = roomOf(event);
  if (room === undefined && !isFinding(event)) return false;
  event.preventDefault();
  navigate(room === undefined ? pathOf('discover', 'search') : pathOf(room));
  // What had the focus goes away with its room; the pane stays. Where the search is open already, its box is chosen again.
  if (room === undefined) element?.querySelector<HTMLInputElement>('[data-find] input')?.select();
  else element?.querySelector<HTMLElement>('[data-pane="list"]')?.focus();
  return true;
}

/** Ctrl+F, on a Mac Cmd+F: the page's own search would find but what is drawn. */
function isFinding({ ctrlKey, metaKey, altKey, shiftKey, key }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'f';
}

function roomOf({ ctrlKey, metaKey, key }: KeyboardEvent): Room | undefined {
  return ctrlKey || metaKey ? rooms[Number(key) - 1] : undefined;
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
