/** `banyan.js`: Yjs for shared documents, the same copy for the program (`window.Yjs`) and for `banyan.document`. */
import * as Yjs from 'yjs';
import { YJS_NAME } from './yjsSlot.ts';

if (!(YJS_NAME in window)) {
  Object.defineProperty(window, YJS_NAME, { value: Object.freeze({ ...Yjs }), writable: false, configurable: false });
}
