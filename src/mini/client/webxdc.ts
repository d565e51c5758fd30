/** `webxdc.js` of every mini program: served by the host with `SELF` before it (see `installApi`). */
import type { ProgramSelf } from '@shared/mini/bridge.ts';
import { installApi } from './installApi.ts';
import { loadYjs } from './loadYjs.ts';

/** Written before this script by whoever serves it. */
declare const SELF: ProgramSelf;

// A page may name the script twice; the first one has the port.
if (!('webxdc' in window)) installApi(window, SELF, loadYjs);
