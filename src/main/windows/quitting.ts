import type { App } from 'electron';

/** Writing what is pending may take this long at the end; a hung disk must not keep the app from quitting. */
const patience = 5_000;

/** Knows whether the app is on its way out. */
export interface Quitting {
  isQuitting(): boolean;
}

/**
 * Makes quitting wait for `flush`, once, after the windows are closed and so have said their last word.
 * Closed windows alone do not quit the app: it goes on in the tray.
 */
export function flushBeforeQuit(app: Pick<App, 'on' | 'exit'>, flush: () => Promise<unknown>): Quitting {
  let isQuitting = false;
  let isFlushing = false;
  const flushAndExit = async (): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    const giveUp = new Promise<void>((done) => {
      timer = setTimeout(done, patience);
    });
    await Promise.race([flush().catch(() => undefined), giveUp]);
    clearTimeout(timer);
    app.exit(0);
  };
  app.on('before-quit', () => {
    isQuitting = true;
  });
  app.on('window-all-closed', () => undefined);
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isFlushing) return;
    isFlushing = true;
    void flushAndExit();
  });
  return { isQuitting: () => isQuitting };
}
