/** Windows, web contents and sessions of the fake `electron`. */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { Surface } from './fakeElectronSurface.ts';

/** An event object with `preventDefault`, as Electron hands them out. */
export function fakeEvent<Details extends object>(details?: Details) {
  const event = {
    defaultPrevented: false,
    preventDefault(): void {
      event.defaultPrevented = true;
    },
    ...details,
  };
  return event as typeof event & Details;
}

/** Keeps its permission handlers where a test can ask them. */
export class FakeSession extends EventEmitter {
  permissionCheck: Parameters<Electron.Session['setPermissionCheckHandler']>[0] = null;
  permissionRequest: Parameters<Electron.Session['setPermissionRequestHandler']>[0] = null;
  device: Parameters<Electron.Session['setDevicePermissionHandler']>[0] = null;
  bluetooth: Parameters<Electron.Session['setBluetoothPairingHandler']>[0] = null;
  displayMedia: Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0] = null;
  usbClasses: Parameters<Electron.Session['setUSBProtectedClassesHandler']>[0] = null;
  isSpellCheckerEnabled = true;

  readonly setPermissionCheckHandler = (handler: FakeSession['permissionCheck']): void => {
    this.permissionCheck = handler;
  };
  readonly setPermissionRequestHandler = (handler: FakeSession['permissionRequest']): void => {
    this.permissionRequest = handler;
  };
  readonly setDevicePermissionHandler = (handler: FakeSession['device']): void => {
    this.device = handler;
  };
  readonly setBluetoothPairingHandler = (handler: FakeSession['bluetooth']): void => {
    this.bluetooth = handler;
  };
  readonly setDisplayMediaRequestHandler = (handler: FakeSession['displayMedia']): void => {
    this.displayMedia = handler;
  };
  readonly setUSBProtectedClassesHandler = (handler: FakeSession['usbClasses']): void => {
    this.usbClasses = handler;
  };
  readonly setSpellCheckerEnabled = (isEnabled: boolean): void => {
    this.isSpellCheckerEnabled = isEnabled;
  };
}

/** A page. Frames are made by hand, so that a test can send from any of them. */
export class FakeWebContents extends EventEmitter {
  static #nextId = 1;
  readonly id = FakeWebContents.#nextId++;
  readonly sent: { readonly channel: string; readonly parameters: readonly unknown[] }[] = [];
  windowOpenHandler: ((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | null = null;
  url = '';
  isGone = false;
  reloads = 0;

  readonly send = (channel: string, ...parameters: unknown[]): void => {
    this.sent.push({ channel, parameters });
    // What the page's ipcRenderer hears.
    this.emit('fake-to-page', channel, ...parameters);
  };
  readonly setWindowOpenHandler = (handler: NonNullable<FakeWebContents['windowOpenHandler']>): void => {
    this.windowOpenHandler = handler;
  };
  readonly getURL = (): string => this.url;
  readonly isDestroyed = (): boolean => this.isGone;
  readonly reload = (): void => {
    this.reloads += 1;
  };
}

/** What a window does beyond its page: enough of a state machine for show, hide, close and full screen. */
export class FakeBrowserWindow extends EventEmitter {
  static all: FakeBrowserWindow[] = [];
  /** Told of every page made, as `app` is in Electron. */
  static announce: (contents: FakeWebContents) => void = () => undefined;
  static readonly getAllWindows = (): FakeBrowserWindow[] => [...FakeBrowserWindow.all];

  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = new FakeWebContents();
  readonly loaded: string[] = [];
  overlay: { readonly icon: unknown; readonly description: string } | null = null;
  bounds: Electron.Rectangle;
  isShown: boolean;
  focusCount = 0;
  #isMaximized = false;
  #isMinimized = false;
  #isFullScreen = false;
  #isGone = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    this.isShown = options.show !== false;
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    FakeBrowserWindow.all.push(this);
    FakeBrowserWindow.announce(this.webContents);
  }

  readonly loadURL = async (url: string): Promise<void> => {
    this.loaded.push(url);
    this.webContents.url = url;
    await Promise.resolve();
    this.emit('ready-to-show');
  };
  readonly show = (): void => {
    this.isShown = true;
  };
  readonly hide = (): void => {
    this.isShown = false;
  };
  readonly focus = (): void => {
    this.focusCount += 1;
  };
  readonly restore = (): void => {
    this.#isMinimized = false;
  };
  readonly minimize = (): void => {
    this.#isMinimized = true;
  };
  readonly maximize = (): void => {
    this.#isMaximized = true;
    this.emit('maximize');
  };
  readonly setFullScreen = (isFullScreen: boolean): void => {
    this.#isFullScreen = isFullScreen;
    this.emit(isFullScreen ? 'enter-full-screen' : 'leave-full-screen');
  };
  readonly isMaximized = (): boolean => this.#isMaximized;
  readonly isMinimized = (): boolean => this.#isMinimized;
  readonly isFullScreen = (): boolean => this.#isFullScreen;
  readonly isDestroyed = (): boolean => this.#isGone;
  readonly getNormalBounds = (): Electron.Rectangle => ({ ...this.bounds });
  readonly setOverlayIcon = (icon: unknown, description: string): void => {
    this.overlay = { icon, description };
  };
  /** As when a person closes the window: gone, unless someone prevents it. */
  readonly close = (): void => {
    const event = fakeEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return;
    this.destroy();
  };
  readonly destroy = (): void => {
    this.#isGone = true;
    this.webContents.isGone = true;
    FakeBrowserWindow.all = FakeBrowserWindow.all.filter((window) => window !== this);
    this.emit('closed');
  };
}

/** Held to Electron's typings; see `Surface`. */
type VerifiedPages = [
  Check<FakeSession, Surface<Electron.Session, SessionMember>>,
  Check<FakeWebContents, Surface<Electron.WebContents, ContentsMember>>,
  Check<FakeBrowserWindow, Surface<Electron.BrowserWindow, WindowMember>>,
];
type Check<Fake extends Expected, Expected> = Fake;
type SessionMember =
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setDevicePermissionHandler'
  | 'setBluetoothPairingHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setUSBProtectedClassesHandler'
  | 'setSpellCheckerEnabled';
type ContentsMember = 'id' | 'send' | 'setWindowOpenHandler' | 'getURL' | 'isDestroyed' | 'reload';
type WindowMember =
  | 'loadURL'
  | 'show'
  | 'hide'
  | 'focus'
  | 'restore'
  | 'minimize'
  | 'maximize'
  | 'setFullScreen'
  | 'isMaximized'
  | 'isMinimized'
  | 'isFullScreen'
  | 'isDestroyed'
  | 'getNormalBounds'
  | 'setOverlayIcon'
  | 'close'
  | 'destroy';
const verifiedPages: VerifiedPages | null = null;
void verifiedPages;
