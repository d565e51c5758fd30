import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import {
  type BrowserWindow,
  Menu,
  Notification,
  app,
  crashReporter,
  dialog,
  ipcMain,
  nativeImage,
  powerMonitor,
  protocol,
  session,
} from 'electron';
import { hostChannels } from '@shared/ipc/bridge.ts';
import type { HostEventPayload, HostInput } from '@shared/ipc/contract.ts';
import { LINK_SCHEME, findDeepLink, readDeepLink } from '../security/deepLinks.ts';
import { restrictSession } from '../security/sessions.ts';
import { isTrustedSender } from '../security/sender.ts';
import { restrictEveryWebContents } from '../security/webContents.ts';
import { showBadge } from './badge.ts';
import type { DesktopContext } from './context.ts';
import { type DesktopHost, createDesktopHost } from './desktopHost.ts';
import { openHostChannels } from './hostChannels.ts';
import { type HostEventOutlet, createHostEventOutlet } from './hostEvents.ts';
import { type Labels, labelsFor } from './labels.ts';
import { Notices } from './notices.ts';
import { createMainWindow, showWindow } from './mainWindow.ts';
import { menuTemplate, offerContextMenu } from './menu.ts';
import { registerSchemes, servePages } from './pages.ts';
import { watchPower } from './power.ts';
import { DesktopProgramViews } from './programViews.ts';
import { ProgramWindows } from './programWindows.ts';
import { type Quitting, flushBeforeQuit } from './quitting.ts';
import { reviveCrashedPage } from './revive.ts';
import { type AppTray, createTray } from './tray.ts';
import { sweepWiped } from './wipedPrograms.ts';
import { workAreas } from './workAreas.ts';
import { type WindowStateStore, createWindowStateStore, fitToDisplays } from './windowState.ts';

/** The running desktop app: one window and those of single programs, one tray icon, one host. */
export class Desktop {
  readonly #context: DesktopContext;
  readonly #host: DesktopHost;
  readonly #windowState: WindowStateStore;
  readonly #quitting: Quitting;
  readonly #events = createHostEventOutlet((event, payload) => {
    this.#window?.webContents.send(hostChannels.event, event, payload);
  });
  readonly #views: DesktopProgramViews;
  readonly #programWindows: ProgramWindows;
  readonly #notices: Notices;
  /** The window whose page's call is being answered. */
  readonly #caller = new AsyncLocalStorage<BrowserWindow | null>();
  #window: BrowserWindow | null = null;
  #tray: AppTray | null = null;
  #labels: Labels = labelsFor('en');

  /** Everything that must be settled before Electron is ready. */
  constructor(context: DesktopContext) {
    this.#context = context;
    this.#views = new DesktopProgramViews({
      preload: context.programPreload,
      window: () => this.#caller.getStore() ?? this.#window,
      serve: (label, request) => this.#host.serveProgram(label, request),
      used: () => this.#host.noteUse(),
      changed: (window, change) => this.#eventsOf(window)?.send('view.changed', change),
    });
    this.#programWindows = this.#makeProgramWindows();
    this.#notices = this.#makeNotices();
    this.#host = createDesktopHost(context, {
      views: this.#views,
      setBadge: (count) => this.#setUnread(count),
      focusWindow: () => this.show(),
      showProgram: (instance) => this.#programWindows.show(instance),
      endWindow: () => {
        const window = this.#caller.getStore() ?? null;
        if (window !== null) this.#programWindows.done(window);
      },
      showNotice: (notice) => this.#showNotice(notice),
      clearNotice: (tag) => this.#notices.clear(tag),
      lockChanged: (change) => this.#tellLock(change),
      startDrag: (file) => this.#startDrag(file),
      chooseFolder: () => this.#chooseFolder(),
    });
    this.#windowState = createWindowStateStore(join(app.getPath('userData'), 'window.json'), (cause) =>
      this.#host.report('window-state', cause),
    );
    this.#quitting = flushBeforeQuit(app, () => this.#flush());
    app.enableSandbox();
    crashReporter.start({ uploadToServer: false });
    registerSchemes(protocol);
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
    servePages(protocol, {
      ...this.#context,
      blobs: () => dispatcher.then(() => this.#host.blobs()),
      backups: () => dispatcher.then(() => this.#host.backups()),
    });
    // Each call fails by itself then; here it is only noted.
    dispatcher.catch((cause: unknown) => this.#host.report('host-failed', cause));
    openHostChannels({
      ipcMain,
      isTrusted: (event) => isTrustedSender(event, origin, (id) => this.#windowOf(id) !== null),
      dispatcher,
      eventsFor: ({ sender }) => this.#eventsOf(this.#windowOf(sender.id)),
      callAs: ({ sender }, act) => this.#caller.run(this.#windowOf(sender.id), act),
      refused: () => this.#host.report('refused-call'),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ labels: this.#labels, platform, isDevelopment })));
    watchPower(powerMonitor, (payload) => {
      if (payload.state === 'resume') this.#host.refresh();
      if (payload.state === 'suspend' || payload.state === 'lock') void this.#host.lock();
      for (const events of [this.#events, ...this.#programWindows.outlets]) events.send('power.changed', payload);
    });
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
    const window = createMainWindow({
      preload,
      isDevelopment,
      platform,
      icon: join(resources, 'icon.png'),
      bounds: fitToDisplays(kept, workAreas()),
      isMaximized: kept?.isMaximized ?? false,
      remember: (state) => this.#windowState.remember(state),
      isQuitting: () => this.#quitting.isQuitting(),
    });
    this.#window = window;
    window.on('closed', () => {
      this.#window = null;
      this.#leavePage(window);
    });
    offerContextMenu(window.webContents, this.#labels);
    reviveCrashedPage(window.webContents, {
      gone: (reason) => this.#host.report(`page-gone-${reason}`),
      replaced: () => this.#leavePage(window),
    });
    try {
      await window.loadURL(startAddress);
    } catch (cause) {
      // Also when a navigation of the page's own overtakes this one.
      this.#host.report('load-failed', cause);
    }
  }

  /** Nobody in the page listens any more, and no port leads there. */
  #leavePage(window: BrowserWindow): void {
    this.#views.closeAll(window);
    this.#events.forgetListeners();
  }

  #windowOf(contentsId: number): BrowserWindow | null {
    return this.#window?.webContents.id === contentsId ? this.#window : this.#programWindows.windowOf(contentsId);
  }

  #eventsOf(window: BrowserWindow | null): HostEventOutlet | null {
    if (window === null) return null;
    return window === this.#window ? this.#events : this.#programWindows.eventsOf(window);
  }

  #makeProgramWindows(): ProgramWindows {
    const { preload, isDevelopment, platform, resources, startAddress } = this.#context;
    return new ProgramWindows({
      preload,
      isDevelopment,
      platform,
      startAddress,
      icon: join(resources, 'icon.png'),
      directory: join(app.getPath('userData'), 'program-windows'),
      workAreas,
      isQuitting: () => this.#quitting.isQuitting(),
      failed: (what, cause) => this.#host.report(what, cause),
      made: (window) => offerContextMenu(window.webContents, this.#labels),
      left: (window) => this.#views.closeAll(window),
    });
  }

  #showNotice(notice: HostInput<'notice.show'>): void {
    const caller = this.#caller.getStore() ?? null;
    this.#notices.show(notice, (acted) => (this.#eventsOf(caller) ?? this.#events).send('notice.acted', acted));
  }

  #makeNotices(): Notices {
    return new Notices({
      platform: this.#context.platform,
      labels: () => this.#labels,
      isSupported: () => Notification.isSupported(),
      create: (options) => new Notification(options),
      focus: () => this.show(),
    });
  }

  /** What is shown outside of pages tells nothing any more; programs are gone before their pages are. */
  #tellLock(change: HostEventPayload<'lock.changed'>): void {
    if (change.isLocked) {
      this.#setUnread(0);
      this.#notices.clearAll();
      this.#views.hideAll();
    }
    for (const events of [this.#events, ...this.#programWindows.outlets]) events.send('lock.changed', change);
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

  /** In the window whose page asked. An icon there must be (macOS). */
  #startDrag(file: string): void {
    const icon = nativeImage.createFromPath(join(this.#context.resources, 'tray.png'));
    this.#caller.getStore()?.webContents.startDrag({ file, icon });
  }

  /** Beside the window whose page asked: the system's own dialog, so that no page can name a folder. */
  async #chooseFolder(): Promise<string | null> {
    const options = { properties: ['openDirectory' as const, 'createDirectory' as const] };
    const window = this.#caller.getStore() ?? this.#window;
    const asked = window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options);
    const { canceled, filePaths } = await asked;
    return canceled ? null : (filePaths[0] ?? null);
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
    await Promise.all([this.#windowState.flush(), this.#programWindows.flush(), this.#host.dispose()]);
  }
}
