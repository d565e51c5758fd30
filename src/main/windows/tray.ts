import { Menu, Tray } from 'electron';
import { type Labels, describeUnread } from './labels.ts';

/** What the tray needs. */
export interface TrayOptions {
  readonly icon: string;
  readonly labels: Labels;
  readonly locale: string;
  readonly open: () => void;
  readonly quit: () => void;
}

/** The icon near the clock, by which the hidden window comes back and the app is really quit. */
export interface AppTray {
  setUnread(count: number): void;
  dispose(): void;
}

/** Shows the tray icon. */
export function createTray({ icon, labels, locale, open, quit }: TrayOptions): AppTray {
  const tray = new Tray(icon);
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: labels.open, click: open },
      { type: 'separator' },
      { label: labels.quit, click: quit },
    ]),
  );
  tray.on('click', open);
  const setUnread = (count: number): void => {
    const unread = describeUnread(count, labels, locale);
    tray.setToolTip(unread === '' ? 'Banyan' : `Banyan\n${unread}`);
  };
  setUnread(0);
  return { setUnread, dispose: () => tray.destroy() };
}
