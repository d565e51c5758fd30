import { type Place, placeOf } from './routes.ts';

const KEY = 'banyan.place';

/**
 * Remembers where this window is, for as long as the window stands: the address that a host gives out when it was started anew says
 * nothing of a place. Another window begins at the list, so that nothing is taken for read that nobody asked to see.
 */
export function keepPlace(path: string, { invite, code, program }: Place): void {
  // None is a place to come back to: an invite or a code was shown, and a program's window is that program's.
  if (invite === null && code === null && program === null) sessionStorage.setItem(KEY, path);
}

/** Goes back to where this window was, if its address says nothing else. */
export function returnToPlace(): void {
  if (location.hash !== '') return;
  const kept = sessionStorage.getItem(KEY);
  if (kept === null || placeOf(kept).rest === '') return;
  history.replaceState(history.state, '', `#${kept}`);
}
