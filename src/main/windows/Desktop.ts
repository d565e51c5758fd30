import { join } from 'node:path';
import {
  type BrowserWindow,
  Menu,
  app,
  crashReporter,
  ipcMain,
  nativeImage,
  powerMonitor,
  protocol,
  screen,
  session,
} from 'electron';
import { hostChannels } from '@shared/ipc/bridge.ts';
import { APP_SCHEME, PROGRAM_SCHEME } from '../security/address.ts';
import { LINK_SCHEME, findDeepLink, readDeepLink } from '../security/deepLinks.ts';
import { restrictSession } from '../security/sessions.ts';
import { isTrustedSender } from '../security/sender.ts';
import { restrictEveryWebContents } from '../security/webContents.ts';
import { showBadge } from './badge.ts';
import type { DesktopContext } from './context.ts';
import { type DesktopHost, createDesktopHost } from './desktopHost.ts';
import { openHostChannels } from './hostChannels.ts';
import { createHostEventOutlet } from './hostEvents.ts';
import { type Labels, labelsFor } from './labels.ts';
import { createMainWindow, showWindow } from './mainWindow.ts';
import { menuTemplate, offerContextMenu } from './menu.ts';
import { servePages } from './pages.ts';
import { watchPower } from './power.ts';
import { DesktopProgramViews } from './programViews.ts';
import { type Quitting, flushBeforeQuit } from './quitting.ts';
import { reviveCrashedPage } from './revive.ts';
import { type AppTray, createTray } from './tray.ts';
import { sweepWiped } from './wipedPrograms.ts';
import { type WindowStateStore, createWindowStateStore, fitToDisplays } from './windowState.ts';

/** `stream`: pictures and films come piece by piece, as they do over HTTP. */
const PRIVILEGES = { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true } as const;

/** The running desktop app: one window, one tray icon, one host. */
export class Desktop {
  readonly #context: DesktopContext;
  readonly #host: DesktopHost;
  readonly #windowState: WindowStateStore;
  readonly #quitting: Quitting;
  readonly #events = createHostEventOutlet((event, payload) => {
    this.#window?.webContents.send(hostChannels.event, event, payload);
  });
  readonly #views: DesktopProgramViews;
  #window: BrowserWindow | null = null;
  #tray: AppTray | null = null;
  #labels: Labels = labelsFor('en');

  /** Everything that must be settled before Electron is ready. */
  constructor(context: DesktopContext) {
    this.#context = context;
    this.#views = new DesktopProgramViews({
      preload: context.programPreload,
      window: () => this.#window,
      serve: (label, request) => this.#host.serveProgram(label, request),
      changed: (label, state) => this.#events.send('view.changed', { label, state }),
    });
    this.#host = createDesktopHost(context, {
      views: this.#views,
      setBadge: (count) => this.#setUnread(count),
      focusWindow: () => this.show(),
    });
    this.#windowState = createWindowStateStore(join(app.getPath('userData'), 'window.json'), (cause) =>
      this.#host.report('window-state', cause),
    );
    this.#quitting = flushBeforeQuit(app, () => this.#flush());
    app.enableSandbox();
    crashReporter.start({ uploadToServer: false });
    protocol.registerSchemesAsPrivileged([
      { scheme: APP_SCHEME, privileges: PRIVILEGES },
      { scheme: PROGRAM_SCHEME, privileges: PRIVILEGES },
    ]);
    restrictEveryWebContents(
      app,
      (contents) => this.#views.homeOf(contents) ?? context.origin,
      (what) => this.#host.report(`refused-${what}`),
    );
    app.on('session-created', (created) => restrictSession(created, context));
    app.on('second-instance', (_event, argv) => this.#beOpenedAgain(argv));
    app.on('open-url', (event, url) => {
      event.preventDefault();
      this.#openLink(url);
    });
    app.on('activate', () => this.show());
  }

  /** Runs once Electron is ready. */
  async start(argv: readonly string[]): Promise<void> {
    const { isDevelopment, platform, origin } = this.#context;
    this.#labels = labelsFor(app.getLocale());
    restrictSession(session.defaultSession, this.#context);
    // What can not be removed now is tried again at the next start.
    await sweepWiped(app.getPath('userData')).catch((cause: unknown) => this.#host.report('sweep-failed', cause));
    const dispatcher = this.#host.open();
    servePages(protocol, { ...this.#context, blobs: () => dispatcher.then(() => this.#host.blobs()) });
    // Each call fails by itself then; here it is only noted.
    dispatcher.catch((cause: unknown) => this.#host.report('host-failed', cause));
    openHostChannels({
      ipcMain,
      isTrusted: (event) => isTrustedSender(event, origin, (id) => this.#window?.webContents.id === id),
      dispatcher,
      events: this.#events,
      refused: () => this.#host.report('refused-call'),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ labels: this.#labels, platform, isDevelopment })));
    watchPower(powerMonitor, (payload) => this.#events.send('power.changed', payload));
    // Quitting in order beats being killed at logout.
    powerMonitor.on('shutdown', () => app.quit());
    this.#tray = createTray({
      icon: join(this.#context.resources, platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'),
      labels: this.#labels,
      locale: app.getLocale(),
      open: () => this.show(),
      quit: () => app.quit(),
    });
    this.#registerLinks();
    this.#openLink(findDeepLink(argv));
    await this.#makeWindow();
  }

  /** Brings the window to the front. */
  show(): void {
    if (this.#window !== null) showWindow(this.#window);
    else if (app.isReady() && !this.#quitting.isQuitting()) void this.#makeWindow();
  }

  async #makeWindow(): Promise<void> {
    const { preload, isDevelopment, platform, resources, startAddress } = this.#context;
    const kept = await this.#windowState.read();
    const primary = screen.getPrimaryDisplay();
    const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
    const window = createMainWindow({
      preload,
      isDevelopment,
      platform,
      icon: join(resources, 'icon.png'),
      bounds: fitToDisplays(
        kept,
        [primary, ...others].map((display) => display.workArea),
      ),
      isMaximized: kept?.isMaximized ?? false,
      remember: (state) => this.#windowState.remember(state),
      isQuitting: () => this.#quitting.isQuitting(),
    });
    this.#window = window;
    window.on('closed', () => {
      this.#window = null;
      this.#leavePage();
    });
    offerContextMenu(window.webContents, this.#labels);
    reviveCrashedPage(window.webContents, {
      gone: (reason) => this.#host.report(`page-gone-${reason}`),
      replaced: () => this.#leavePage(),
    });
    try {
      await window.loadURL(startAddress);
    } catch (cause) {
      // Also when a navigation of the page's own overtakes this one.
      this.#host.report('load-failed', cause);
    }
  }

  /** Nobody in the page listens any more, and no port leads there. */
  #leavePage(): void {
    this.#views.closeAll();
    this.#events.forgetListeners();
  }

  #setUnread(count: number): void {
    const locale = app.getLocale();
    this.#tray?.setUnread(count);
    showBadge(count, {
      app,
      platform: this.#context.platform,
      labels: this.#labels,
      locale,
      overlay: nativeImage.createFromPath(join(this.#context.resources, 'badge.png')),
      currentWindow: () => this.#window,
    });
  }

  #registerLinks(): void {
    // Another profile is a test's or a developer's: the system's links stay with the ordinary one.
    if (this.#context.profileDirectory !== null) return;
    if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
    else app.setAsDefaultProtocolClient(LINK_SCHEME, process.execPath, [app.getAppPath()]);
  }

  #beOpenedAgain(argv: readonly string[]): void {
    this.#openLink(findDeepLink(argv));
    this.show();
  }

  #openLink(text: unknown): void {
    const url = readDeepLink(text);
    if (url === null) return;
    this.#events.send('link.opened', { url });
    this.show();
  }

  async #flush(): Promise<void> {
    this.#tray?.dispose();
    await Promise.all([this.#windowState.flush(), this.#host.dispose()]);
  }
}
