import { BrowserWindow, type Rectangle, type WebPreferences, nativeTheme } from 'electron';
import { LOCKED_PREFERENCES } from './lockedPreferences.ts';
import { MIN_WINDOW_SIZE, type WindowState } from './windowState.ts';

/** What a page of ours may be given. */
export interface PagePreferences {
  readonly preload: string;
  readonly isDevelopment: boolean;
  readonly platform: NodeJS.Platform;
}

/** The preferences of every page we make. Each line is a line of the security checklist. */
export function pagePreferences({ preload, isDevelopment, platform }: PagePreferences): WebPreferences {
  return {
    ...LOCKED_PREFERENCES,
    preload,
    devTools: isDevelopment,
    // Only macOS checks spelling without fetching a dictionary from the network first.
    spellcheck: platform === 'darwin',
    // The engine lives in this page: hidden in the tray it must go on receiving.
    backgroundThrottling: false,
  };
}

/** What {@link createMainWindow} needs to know. */
export interface MainWindowOptions extends PagePreferences {
  readonly bounds: Rectangle;
  readonly isMaximized: boolean;
  readonly icon: string;
  /** Told the window's place whenever it may have changed. */
  readonly remember: (state: WindowState) => void;
  /** Whether the app is on its way out, so that closing means closing. */
  readonly isQuitting: () => boolean;
}

/** Makes the app's window. It shows itself when its first picture is ready, and hides instead of closing. */
export function createMainWindow(options: MainWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...options.bounds,
    minWidth: MIN_WINDOW_SIZE.width,
    minHeight: MIN_WINDOW_SIZE.height,
    show: false,
    title: 'Banyan',
    icon: options.icon,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
    webPreferences: pagePreferences(options),
  });
  window.once('ready-to-show', () => {
    if (options.isMaximized) window.maximize();
    window.show();
  });
  const remember = (): void => options.remember({ ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  window.on('resize', remember);
  window.on('move', remember);
  window.on('maximize', remember);
  window.on('unmaximize', remember);
  window.on('close', (event) => {
    remember();
    if (options.isQuitting()) return;
    event.preventDefault();
    hide(window);
  });
  return window;
}

/** Brings the window to the front from wherever it is. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function hide(window: BrowserWindow): void {
  if (!window.isFullScreen()) {
    window.hide();
    return;
  }
  // On macOS hiding a full-screen window leaves its empty space behind.
  window.once('leave-full-screen', () => window.hide());
  window.setFullScreen(false);
}
