import type { YjsLibrary } from './documents.ts';

/** Where `banyan.js` leaves Yjs for `webxdc.js`, and for the program as `window.Yjs`. */
export const YJS_NAME = 'Yjs';

/** What is there; null before `banyan.js` ran. */
export function yjsOf(target: object): YjsLibrary | null {
  // What stands there is the program's own page's: at worst it breaks its own documents.
  return YJS_NAME in target ? (target[YJS_NAME] as YjsLibrary) : null;
}
