import type { EngineSeat } from '@ports/tabs.ts';

/** The engine's seat as a Web Lock of this origin: the browser frees it when its tab ends, however it ends. */
export class WebLockSeat implements EngineSeat {
  private readonly name: string;
  private readonly locks: LockManager;

  constructor(name: string, locks: LockManager = navigator.locks) {
    this.name = name;
    this.locks = locks;
  }

  claim(onSeated: () => void): () => void {
    const waiting = new AbortController();
    let release: () => void = () => undefined;
    let left = false;
    const hold = () =>
      new Promise<void>((resolve) => {
        release = resolve;
        if (left) resolve();
        else onSeated();
      });
    this.locks.request(this.name, { signal: waiting.signal }, hold).catch((cause: unknown) => {
      // Leaving the line is the one expected end; anything else is a bug of ours.
      if (!waiting.signal.aborted) throw cause;
    });
    return () => {
      left = true;
      waiting.abort();
      release();
    };
  }
}
