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

type RequestFilter = (
  details: Electron.OnBeforeRequestListenerDetails,
  callback: (response: Electron.CallbackResponse) => void,
) => void;

/** Keeps its permission handlers where a test can ask them. */
export class FakeSession extends EventEmitter {
  permissionCheck: Parameters<Electron.Session['setPermissionCheckHandler']>[0] = null;
  permissionRequest: Parameters<Electron.Session['setPermissionRequestHandler']>[0] = null;
  device: Parameters<Electron.Session['setDevicePermissionHandler']>[0] = null;
  bluetooth: Parameters<Electron.Session['setBluetoothPairingHandler']>[0] = null;
  displayMedia: Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0] = null;
  usbClasses: Parameters<Electron.Session['setUSBProtectedClassesHandler']>[0] = null;
  isSpellCheckerEnabled = true;
  proxy: Electron.ProxyConfig | null = null;
  /** Set to have the proxy refused. */
  static isProxyRefused = false;
  readonly cleared: string[] = [];
  readonly handlers = new Map<string, (request: Request) => Response | Promise<Response>>();
  beforeRequest: RequestFilter | null = null;

  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>): void => {
      if (this.handlers.has(scheme)) throw new Error(`second handler for ${scheme}`);
      this.handlers.set(scheme, handler);
    },
  } satisfies Surface<Electron.Protocol, 'handle'>;
  readonly webRequest = {
    onBeforeRequest: (listener: RequestFilter): void => {
      this.beforeRequest = listener;
    },
  };
  readonly setProxy = (config: Electron.ProxyConfig): Promise<void> => {
    if (FakeSession.isProxyRefused) return Promise.reject(new Error('no proxy'));
    this.proxy = config;
    return Promise.resolve();
  };
  /** By which proxies addresses are reached, in the words of a PAC file. */
  proxyWords = 'DIRECT';
  readonly resolveProxy = (_url: string): Promise<string> => Promise.resolve(this.proxyWords);
  readonly clearStorageData = (): Promise<void> => this.#clear('storage');
  readonly clearCache = (): Promise<void> => this.#clear('cache');
  readonly closeAllConnections = (): Promise<void> => this.#clear('connections');
  #clear(what: string): Promise<void> {
    this.cleared.push(what);
    return Promise.resolve();
  }
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

/** A frame that keeps what is posted to it. */
export class FakeFrame {
  readonly parent: FakeFrame | null;
  url: string;
  readonly posted: { readonly channel: string; readonly message: unknown; readonly ports: readonly unknown[] }[] = [];
  constructor(url = '', parent: FakeFrame | null = null) {
    this.url = url;
    this.parent = parent;
  }
  readonly postMessage = (channel: string, message: unknown, transfer: Electron.MessagePortMain[] = []): void => {
    this.posted.push({ channel, message, ports: transfer });
  };
}

/** What a window's content and its views are laid out in. */
export class FakeView {
  readonly children: FakeView[] = [];
  bounds: Electron.Rectangle = { x: 0, y: 0, width: 0, height: 0 };
  isVisible = true;
  backgroundColor = '';
  readonly addChildView = (view: FakeView): void => void this.children.push(view);
  readonly removeChildView = (view: FakeView): void => {
    this.children.splice(this.children.indexOf(view), 1);
  };
  readonly setBounds = (bounds: Electron.Rectangle): void => {
    this.bounds = bounds;
  };
  readonly setVisible = (isVisible: boolean): void => {
    this.isVisible = isVisible;
  };
  readonly setBackgroundColor = (color: string): void => {
    this.backgroundColor = color;
  };
}

/** The developer tools' protocol of a page, with what was said through it. */
class FakeDebugger extends EventEmitter {
  readonly commands: { readonly method: string; readonly params: unknown }[] = [];
  isRefused = false;
  #isAttached = false;
  readonly isAttached = (): boolean => this.#isAttached;
  readonly attach = (_version?: string): void => {
    if (this.isRefused || this.#isAttached) throw new Error('another debugger is attached');
    this.#isAttached = true;
  };
  readonly detach = (): void => {
    this.#isAttached = false;
  };
  readonly sendCommand = (method: string, params?: unknown): Promise<unknown> => {
    if (!this.#isAttached) return Promise.reject(new Error('no target available'));
    this.commands.push({ method, params });
    return Promise.resolve({});
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
  crashes = 0;
  isClosed = false;
  webRtcPolicy = '';
  processId = 0;
  readonly loaded: string[] = [];
  /** What its own preload sends. */
  readonly ipc = new EventEmitter();
  readonly mainFrame = new FakeFrame();
  readonly debugger = new FakeDebugger();

  readonly loadURL = (url: string): Promise<void> => {
    this.loaded.push(url);
    this.url = url;
    return Promise.resolve();
  };
  readonly setWebRTCIPHandlingPolicy = (policy: string): void => {
    this.webRtcPolicy = policy;
  };
  readonly getOSProcessId = (): number => this.processId;
  readonly close = (): void => {
    this.isClosed = true;
    this.isGone = true;
    this.emit('destroyed');
  };
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
  readonly dragged: Electron.Item[] = [];
  readonly startDrag = (item: Electron.Item): void => {
    this.dragged.push(item);
  };
  readonly reload = (): void => {
    this.reloads += 1;
  };
  readonly forcefullyCrashRenderer = (): void => {
    this.crashes += 1;
    this.emit('render-process-gone', {}, { reason: 'crashed' });
  };
}

/** A view with a page of its own. */
export class FakeWebContentsView extends FakeView {
  readonly options: Electron.WebContentsViewConstructorOptions;
  readonly webContents = new FakeWebContents();
  constructor(options: Electron.WebContentsViewConstructorOptions = {}) {
    super();
    this.options = options;
    FakeBrowserWindow.announce(this.webContents);
  }
}

/** What a window does beyond its page: enough of a state machine for show, hide, close and full screen. */
export class FakeBrowserWindow extends EventEmitter {
  static all: FakeBrowserWindow[] = [];
  /** Told of every page made, as `app` is in Electron. */
  static announce: (contents: FakeWebContents) => void = () => undefined;
  static readonly getAllWindows = (): FakeBrowserWindow[] => [...FakeBrowserWindow.all];

  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = new FakeWebContents();
  readonly contentView = new FakeView();
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
  Check<FakeDebugger, Surface<Electron.Debugger, 'attach' | 'detach' | 'isAttached' | 'sendCommand'>>,
  Check<FakeFrame, Surface<Electron.WebFrameMain, 'url' | 'postMessage'>>,
  Check<FakeView, ViewSurface>,
];
/** Parents and children are fakes as well, so that these two are held by name and number of parameters. */
type ViewSurface = Surface<Electron.View, 'setBounds' | 'setVisible' | 'setBackgroundColor'> & {
  readonly [P in Extract<keyof Electron.View, 'addChildView' | 'removeChildView'>]: (view: FakeView) => void;
};
type Check<Fake extends Expected, Expected> = Fake;
type SessionMember =
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setDevicePermissionHandler'
  | 'setBluetoothPairingHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setUSBProtectedClassesHandler'
  | 'setSpellCheckerEnabled'
  | 'setProxy'
  | 'clearStorageData'
  | 'clearCache'
  | 'closeAllConnections';
type ContentsMember =
  | 'id'
  | 'send'
  | 'setWindowOpenHandler'
  | 'getURL'
  | 'isDestroyed'
  | 'reload'
  | 'forcefullyCrashRenderer'
  | 'loadURL'
  | 'close'
  | 'getOSProcessId'
  | 'setWebRTCIPHandlingPolicy';
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
