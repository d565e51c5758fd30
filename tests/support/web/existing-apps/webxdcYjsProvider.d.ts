/** The package has no types of its own: what the app of this folder uses of it. */
declare module 'webxdc-yjs-provider' {
  import type { Doc } from 'yjs';

  /** Keeps a document in step with everyone's over `sendUpdate`. */
  export class WebxdcSyncProvider {
    constructor(document: Doc);
    readonly initialStateRestored: Promise<void>;
  }
}
