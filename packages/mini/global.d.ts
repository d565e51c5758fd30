import type * as YjsModule from 'yjs';
import type { Banyan, Webxdc } from './index.d.ts';

declare global {
  interface Window {
    readonly webxdc: Webxdc;
    /** Absent unless the manifest has `[banyan]`. */
    readonly banyan?: Banyan;
    /** Of `banyan.js`. */
    readonly Yjs?: typeof YjsModule;
  }
}
