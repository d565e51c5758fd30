import type { WebContents } from 'electron';

/** What of a web contents is used to stop it. */
export type Freezable = Pick<WebContents, 'isDestroyed'> & {
  readonly debugger: Pick<WebContents['debugger'], 'attach' | 'detach' | 'isAttached' | 'sendCommand'>;
};

/**
 * Stops a hidden page with its workers, or lets it go on, as a browser does with a tab it freezes. Electron has a word for it only in the protocol of the developer tools, so those are
 * attached for this one command and let go at once: what was said stays, and nothing listens in between. False where that failed: the page is as it was. Why: ADR 0022.
 */
export async function setPageFrozen(page: Freezable, isFrozen: boolean): Promise<boolean> {
  // Somebody else's session is not ours to end.
  if (page.isDestroyed() || page.debugger.isAttached()) return false;
  try {
    page.debugger.attach('1.3');
    await page.debugger.sendCommand('Page.setWebLifecycleState', { state: isFrozen ? 'frozen' : 'active' });
    return true;
  } catch {
    return false;
  } finally {
    if (!page.isDestroyed() && page.debugger.isAttached()) page.debugger.detach();
  }
}
