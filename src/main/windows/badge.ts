import type { App, BrowserWindow, NativeImage } from 'electron';
import { type Labels, describeUnread } from './labels.ts';

/** What the badge is shown on. */
export interface BadgeOptions {
  readonly app: Pick<App, 'setBadgeCount'>;
  readonly platform: NodeJS.Platform;
  readonly labels: Labels;
  readonly locale: string;
  /** The dot that Windows lays over the task bar button. */
  readonly overlay: NativeImage;
  readonly currentWindow: () => BrowserWindow | null;
}

/** Shows the unread count on the dock or launcher, or as a dot on the Windows task bar. */
export function showBadge(count: number, options: BadgeOptions): void {
  if (options.platform !== 'win32') {
    options.app.setBadgeCount(count);
    return;
  }
  const description = describeUnread(count, options.labels, options.locale);
  options.currentWindow()?.setOverlayIcon(count > 0 ? options.overlay : null, description);
}
