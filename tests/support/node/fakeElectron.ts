/**
 * A small fake of the `electron` module: the surface our main process and preload touch, and handles for tests
 * to play the person, the system and the page. vitest.config.ts puts it in the real package's place.
 * It keeps state per module instance: `vi.resetModules()` gives a new one.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { FakeBrowserWindow, FakeSession, fakeEvent } from './fakeElectronPages.ts';
import type { Surface } from './fakeElectronSurface.ts';

export {
  FakeBrowserWindow as BrowserWindow,
  FakeSession,
  FakeWebContentsView as WebContentsView,
  fakeEvent,
} from './fakeElectronPages.ts';

/** What a test sets before the app starts, and reads after. */
export const fake = {
  appPath: '/nowhere/app',
  userData: '/nowhere/data',
  isPackaged: true,
  hasLock: true,
  locale: 'en-GB',
  switches: new Map<string, string>(),
  areColorsDark: false,
  workAreas: [{ x: 0, y: 0, width: 1920, height: 1040 }] as Electron.Rectangle[],
  backend: 'gnome_libsecret' as ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>,
  isEncryptionAvailable: true,
  shouldReEncrypt: false,
  encryptions: 0,
  /** Whether there is Touch ID, what it was asked for, and who was there. */
  canPromptTouchID: false,
  prompts: [] as string[],
  isThem: true,
  isSandboxEnabled: false,
  schemes: [] as Electron.CustomScheme[],
  protocolHandlers: new Map<string, (request: Request) => Response | Promise<Response>>(),
  ipcHandlers: new Map<string, (event: Electron.IpcMainInvokeEvent, ...parameters: unknown[]) => unknown>(),
  linkSchemes: [] as string[],
  opened: [] as string[],
  errors: [] as string[],
  /** The folder a person chooses when they are asked for one; null: none. */
  chosenFolder: null as string | null,
  badge: 0,
  crashReporting: null as Electron.CrashReporterStartOptions | null,
  menu: null as FakeMenu | null,
  trays: [] as Tray[],
  /** Whether the system shows notifications, and those that were made, in order. */
  hasNotifications: true,
  notifications: [] as Notification[],
  quits: 0,
  exitCode: null as number | null,
  exposed: new Map<string, unknown>(),
  metrics: [] as { pid: number; memory: { workingSetSize: number }; cpu: { percentCPUUsage: number } }[],
};

class FakeApp extends EventEmitter {
  readonly commandLine = { getSwitchValue: (name: string): string => fake.switches.get(name) ?? '' };
  get isPackaged(): boolean {
    return fake.isPackaged;
  }
  readonly enableSandbox = (): void => {
    fake.isSandboxEnabled = true;
  };
  readonly requestSingleInstanceLock = (): boolean => fake.hasLock;
  readonly whenReady = (): Promise<void> => Promise.resolve();
  readonly isReady = (): boolean => true;
  readonly getPath = (name: Parameters<Electron.App['getPath']>[0]): string =>
    name === 'userData' ? fake.userData : `/nowhere/${name}`;
  readonly setPath = (name: string, path: string): void => {
    if (name === 'userData') fake.userData = path;
  };
  readonly getAppPath = (): string => fake.appPath;
  readonly getVersion = (): string => '0.0.0-test';
  readonly getLocale = (): string => fake.locale;
  readonly setAppUserModelId = (_id: string): void => undefined;
  readonly setAsDefaultProtocolClient = (scheme: string): boolean => {
    fake.linkSchemes.push(scheme);
    return true;
  };
  readonly getAppMetrics = () => fake.metrics;
  readonly setBadgeCount = (count = 0): boolean => {
    fake.badge = count;
    return true;
  };
  /** As Electron quits: the windows are asked first, then `will-quit`, each of which may stop it. */
  readonly quit = (): void => {
    fake.quits += 1;
    const before = fakeEvent();
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    for (const window of FakeBrowserWindow.getAllWindows()) window.close();
    if (FakeBrowserWindow.getAllWindows().length > 0) return;
    const will = fakeEvent();
    this.emit('will-quit', will);
    if (!will.defaultPrevented) fake.exitCode = 0;
  };
  readonly exit = (code = 0): void => {
    fake.exitCode = code;
  };
}

type AppMember =
  | 'isPackaged'
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'whenReady'
  | 'isReady'
  | 'getPath'
  | 'setPath'
  | 'getAppPath'
  | 'getVersion'
  | 'getLocale'
  | 'setAppUserModelId'
  | 'setAsDefaultProtocolClient'
  | 'setBadgeCount'
  | 'getAppMetrics'
  | 'quit'
  | 'exit';

export const app = new FakeApp() satisfies Surface<Electron.App, AppMember>;
FakeBrowserWindow.all = [];
FakeBrowserWindow.announce = (contents) => app.emit('web-contents-created', fakeEvent(), contents);

const partitions = new Map<string, FakeSession>();
export const session = {
  defaultSession: new FakeSession(),
  fromPartition: (partition: string): FakeSession => {
    const known = partitions.get(partition);
    if (known !== undefined) return known;
    const created = new FakeSession();
    partitions.set(partition, created);
    app.emit('session-created', created);
    return created;
  },
} satisfies Surface<typeof Electron.session, 'fromPartition'> & { readonly defaultSession: FakeSession };

/** Ports that only know to which channel they belong. */
export class MessageChannelMain {
  readonly port1 = { channel: this, end: 1 };
  readonly port2 = { channel: this, end: 2 };
}

export const protocol = {
  registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]): void => {
    fake.schemes.push(...schemes);
  },
  handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>): void => {
    fake.protocolHandlers.set(scheme, handler);
  },
} satisfies Surface<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>;

export const ipcMain = Object.assign(new EventEmitter(), {
  handle: (channel: string, listener: Parameters<Electron.IpcMain['handle']>[1]): void => {
    if (fake.ipcHandlers.has(channel)) throw new Error(`second handler for ${channel}`);
    fake.ipcHandlers.set(channel, listener);
  },
} satisfies Surface<Electron.IpcMain, 'handle'>);

const sealed = 'sealed:';
export const safeStorage = {
  getSelectedStorageBackend: () => fake.backend,
  isAsyncEncryptionAvailable: () => Promise.resolve(fake.isEncryptionAvailable),
  encryptStringAsync: (plainText: string) => {
    fake.encryptions += 1;
    return Promise.resolve(Buffer.from(sealed + Buffer.from(plainText).toString('hex')));
  },
  decryptStringAsync: (encrypted: Buffer) => {
    const text = encrypted.toString();
    if (!text.startsWith(sealed)) return Promise.reject(new Error('Error while decrypting the ciphertext provided'));
    const result = Buffer.from(text.slice(sealed.length), 'hex').toString();
    return Promise.resolve({ result, shouldReEncrypt: fake.shouldReEncrypt });
  },
} satisfies Surface<
  Electron.SafeStorage,
  'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>;

export const systemPreferences = {
  canPromptTouchID: () => fake.canPromptTouchID,
  promptTouchID: (reason: string) => {
    fake.prompts.push(reason);
    return fake.isThem ? Promise.resolve() : Promise.reject(new Error('cancelled'));
  },
} satisfies Surface<Electron.SystemPreferences, 'canPromptTouchID' | 'promptTouchID'>;

export const shell = {
  openExternal: (url: string): Promise<void> => {
    fake.opened.push(url);
    return Promise.resolve();
  },
} satisfies Surface<Electron.Shell, 'openExternal'>;

export const dialog = {
  showErrorBox: (title: string, content: string): void => {
    fake.errors.push(`${title}: ${content}`);
  },
  /** What {@link fake}.chosenFolder is, which is nothing unless a test says so. */
  showOpenDialog: (): Promise<Electron.OpenDialogReturnValue> => {
    const chosen = fake.chosenFolder;
    return Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
  },
} satisfies Record<'showErrorBox' | 'showOpenDialog', unknown>;

export const powerMonitor = new EventEmitter();

export const nativeTheme = {
  themeSource: 'system' as Electron.NativeTheme['themeSource'],
  get shouldUseDarkColors(): boolean {
    return fake.areColorsDark;
  },
} satisfies Surface<Electron.NativeTheme, 'shouldUseDarkColors' | 'themeSource'>;

const displayOf = (workArea: Electron.Rectangle, id = 0) => ({ id, workArea, bounds: workArea });
export const screen = Object.assign(new EventEmitter(), {
  getAllDisplays: () => fake.workAreas.map((area, id) => displayOf(area, id)),
  getPrimaryDisplay: () => displayOf(fake.workAreas[0] ?? { x: 0, y: 0, width: 0, height: 0 }),
} satisfies Surface<Electron.Screen, 'getAllDisplays' | 'getPrimaryDisplay'>);

export const crashReporter = {
  start: (options: Electron.CrashReporterStartOptions): void => {
    fake.crashReporting = options;
  },
} satisfies Surface<Electron.CrashReporter, 'start'>;

export const nativeImage = {
  createFromPath: (path: string) => ({ path, isEmpty: () => false }),
} satisfies Surface<typeof Electron.nativeImage, 'createFromPath'>;

type FakeMenuItem = Electron.MenuItem | Electron.MenuItemConstructorOptions;

class FakeMenu {
  static readonly shown: FakeMenu[] = [];
  readonly template: readonly FakeMenuItem[];
  constructor(template: readonly FakeMenuItem[]) {
    this.template = template;
  }
  readonly popup = (): void => {
    FakeMenu.shown.push(this);
  };
}
/** Menus shown under the pointer, in order. */
export const shownMenus: readonly FakeMenu[] = FakeMenu.shown;

export const Menu = {
  buildFromTemplate: (template: FakeMenuItem[]) => new FakeMenu(template),
  setApplicationMenu: (menu: unknown): void => {
    fake.menu = menu instanceof FakeMenu ? menu : null;
  },
} satisfies Surface<typeof Electron.Menu, 'buildFromTemplate' | 'setApplicationMenu'>;

export class Tray extends EventEmitter {
  readonly image: unknown;
  menu: FakeMenu | null = null;
  toolTip = '';
  isGone = false;
  constructor(image: unknown) {
    super();
    this.image = image;
    fake.trays.push(this);
  }
  readonly setContextMenu = (menu: unknown): void => {
    this.menu = menu instanceof FakeMenu ? menu : null;
  };
  readonly setToolTip = (text: string): void => {
    this.toolTip = text;
  };
  readonly destroy = (): void => {
    this.isGone = true;
  };
}
/** Held to Electron's typings; see `Surface`. */
type VerifiedTray = Tray extends Surface<Electron.Tray, 'setContextMenu' | 'setToolTip' | 'destroy'> ? true : never;
const isTrayVerified: VerifiedTray = true;
void isTrayVerified;

/** A notification of the system; a test plays the person by emitting what they do. */
export class Notification extends EventEmitter {
  static readonly isSupported = (): boolean => fake.hasNotifications;
  readonly options: Electron.NotificationConstructorOptions;
  state: 'made' | 'shown' | 'closed' = 'made';
  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    this.options = options;
    fake.notifications.push(this);
  }
  readonly show = (): void => {
    this.state = 'shown';
  };
  readonly close = (): void => {
    this.state = 'closed';
  };
}
/** Held to Electron's typings; see `Surface`. */
type VerifiedNotification =
  Notification extends Surface<Electron.Notification, 'show' | 'close'>
    ? typeof Notification extends Surface<typeof Electron.Notification, 'isSupported'>
      ? true
      : never
    : never;
const isNotificationVerified: VerifiedNotification = true;
void isNotificationVerified;

export const contextBridge = {
  exposeInMainWorld: (key: string, api: unknown): void => {
    fake.exposed.set(key, api);
  },
} satisfies Surface<Electron.ContextBridge, 'exposeInMainWorld'>;

/** The page's side. `loadPage` of desktop.ts joins it to a window's page. */
export const ipcRenderer = Object.assign(new EventEmitter(), {
  send: (_channel: string, ..._parameters: unknown[]): void => undefined,
  invoke: (channel: string, ..._parameters: unknown[]): Promise<unknown> =>
    Promise.reject(new Error(`no page is connected for ${channel}`)),
} satisfies Surface<Electron.IpcRenderer, 'invoke' | 'send'>);
