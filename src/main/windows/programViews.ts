import {
  type BrowserWindow,
  type IpcMainEvent,
  MessageChannelMain,
  type WebContents,
  WebContentsView,
  app,
  nativeTheme,
  session,
} from 'electron';
import { hostChannels } from '@shared/ipc/bridge.ts';
import { MAX_PROGRAM_VIEWS, type ProgramViewState, type ViewBounds } from '@shared/ipc/miniContract.ts';
import { isOwnAddress, programOrigin } from '../security/address.ts';
import { prepareProgramSession, programPartition } from '../security/programSession.ts';
import type { ProgramViews } from '../services/mini/miniHandlers.ts';
import { setPageFrozen } from './frozenPage.ts';
import { programPreferences } from './programPreferences.ts';
import { markWiped, partitionSize } from './wipedPrograms.ts';

/** What the views need of the app around them. */
export interface ProgramViewsOptions {
  readonly preload: string;
  /** The window whose page asks; null while there is none. */
  readonly window: () => BrowserWindow | null;
  readonly serve: (label: string, request: Request) => Promise<Response>;
  /** Somebody has a hand on a program. */
  readonly used?: () => void;
  readonly changed: (
    window: BrowserWindow,
    change: { readonly label: string; readonly state: ProgramViewState },
  ) => void;
}

/** A navigation that another one overtook, or that was refused: the page before it stays. */
const ABORTED = -3;

/** What keeps it from loading is told by `did-fail-load`. */
function load(contents: WebContents, label: string, path: string): void {
  contents.loadURL(`${programOrigin(label)}${path}`).catch(() => undefined);
}

interface OpenView {
  readonly label: string;
  readonly view: WebContentsView;
  /** The view loses it when it is destroyed. */
  readonly contents: WebContents;
  readonly window: BrowserWindow;
  /** As the page is, not as it was told to be. */
  isFrozen: boolean;
  isUnresponsive: boolean;
  /** What is said to the page about standing still is said in order. */
  freezing: Promise<unknown>;
}

/** A view that is to be made once its session is ready, as it was last said to be. */
interface WantedView {
  readonly window: BrowserWindow | null;
  readonly path: string | null;
  /** Null: hidden. */
  bounds: ViewBounds | null;
}

/** The views of mini programs: one web contents for each label, in a session of its own, over the app's own page. Rules: SPEC.md. */
export class DesktopProgramViews implements ProgramViews {
  readonly #options: ProgramViewsOptions;
  readonly #views = new Map<string, OpenView>();
  readonly #wanted = new Map<string, WantedView>();

  constructor(options: ProgramViewsOptions) {
    this.#options = options;
  }

  /** The origin of the program that a web contents shows; null when it shows none. */
  homeOf(contents: WebContents): string | null {
    const open = [...this.#views.values()].find((view) => view.contents === contents);
    return open === undefined ? null : programOrigin(open.label);
  }

  isFull(label: string): boolean {
    if (this.#views.has(label) || this.#wanted.has(label)) return false;
    return this.#views.size + this.#wanted.size >= MAX_PROGRAM_VIEWS;
  }

  async open(label: string, bounds: ViewBounds, path: string | null): Promise<void> {
    // What another window shows ends there: its page has no port to this one.
    if (this.#own(label) === undefined) this.#end(label);
    const open = this.#own(label);
    if (open !== undefined && path !== null) load(open.contents, label, path);
    if (open === undefined) await this.#prepare(label, bounds, path);
    else this.place(label, bounds);
  }

  /** Whatever is said of the view until its session is ready holds for it; one that is closed meanwhile is not made. */
  async #prepare(label: string, bounds: ViewBounds, path: string | null): Promise<void> {
    const before = this.#wanted.get(label)?.path ?? null;
    const wanted: WantedView = { window: this.#options.window(), path: path ?? before, bounds };
    this.#wanted.set(label, wanted);
    // Who asked again meanwhile makes it.
    const isWanted = () => this.#wanted.get(label) === wanted;
    const own = session.fromPartition(programPartition(label));
    try {
      await prepareProgramSession(own, { label, serve: (request) => this.#options.serve(label, request) });
      if (isWanted() && wanted.window === this.#options.window()) this.#make(label, wanted);
    } finally {
      if (isWanted()) this.#wanted.delete(label);
    }
  }

  place(label: string, bounds: ViewBounds | null): void {
    const wanted = this.#wanted.get(label);
    if (wanted?.window === this.#options.window()) wanted.bounds = bounds;
    const open = this.#own(label);
    if (open === undefined) return;
    if (bounds !== null) {
      open.view.setBounds(bounds);
      // What is seen never stands still, whoever forgot to say so.
      void this.#freeze(open, false);
    }
    // A hidden page is throttled by Chromium, and its `visibilitychange` says so.
    open.view.setVisible(bounds !== null);
  }

  /** Nothing of a program is seen until its page asks for it again. */
  hideAll(): void {
    for (const { view } of this.#views.values()) view.setVisible(false);
    for (const wanted of this.#wanted.values()) wanted.bounds = null;
  }

  async freeze(label: string, isFrozen: boolean): Promise<void> {
    const open = this.#own(label);
    if (open !== undefined) await this.#freeze(open, isFrozen);
  }

  close(label: string): void {
    if (this.#wanted.get(label)?.window === this.#options.window()) this.#wanted.delete(label);
    if (this.#own(label) !== undefined) this.#end(label);
  }

  /** Of what another window shows, a page knows nothing. */
  #own(label: string): OpenView | undefined {
    const open = this.#views.get(label);
    return open?.window === this.#options.window() ? open : undefined;
  }

  #end(label: string): void {
    const open = this.#views.get(label);
    if (open === undefined) return;
    this.#views.delete(label);
    if (!open.window.isDestroyed()) open.window.contentView.removeChildView(open.view);
    if (!open.contents.isDestroyed()) open.contents.close();
    if (!open.window.isDestroyed()) this.#options.changed(open.window, { label, state: 'closed' });
  }

  /** A page of ours is gone or replaced, and with it the other ends of the ports that it had. */
  closeAll(window: BrowserWindow): void {
    for (const [label, wanted] of this.#wanted) if (wanted.window === window) this.#wanted.delete(label);
    for (const open of [...this.#views.values()]) if (open.window === window) this.#end(open.label);
  }

  reload(label: string): boolean {
    const open = this.#own(label);
    // One that hangs would hang on: its process has to go first.
    if (open?.isUnresponsive === true) open.contents.forcefullyCrashRenderer();
    open?.contents.reload();
    return open !== undefined;
  }

  figures() {
    const metrics = new Map(app.getAppMetrics().map((metric) => [metric.pid, metric]));
    const own = [...this.#views.values()].filter(({ window }) => window === this.#options.window());
    return own.flatMap(({ label, contents }) => {
      const metric = metrics.get(contents.getOSProcessId());
      return metric === undefined
        ? []
        : [{ label, memoryKiB: metric.memory.workingSetSize, cpuPercent: metric.cpu.percentCPUUsage }];
    });
  }

  stored(label: string): Promise<number> {
    return partitionSize(app.getPath('userData'), label);
  }

  async wipe(label: string): Promise<void> {
    const own = session.fromPartition(programPartition(label));
    await markWiped(app.getPath('userData'), label);
    await own.closeAllConnections();
    await Promise.all([own.clearStorageData(), own.clearCache()]);
  }

  #make(label: string, { window, path, bounds }: WantedView): void {
    if (window === null || this.#views.has(label)) return;
    const view = new WebContentsView({
      webPreferences: programPreferences(this.#options.preload, programPartition(label)),
    });
    const contents = view.webContents;
    view.setBackgroundColor(nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff');
    this.#views.set(label, {
      label,
      view,
      contents,
      window,
      isFrozen: false,
      isUnresponsive: false,
      freezing: Promise.resolve(),
    });
    this.#watch(label, contents);
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    window.contentView.addChildView(view);
    load(contents, label, path ?? '/');
    this.place(label, bounds);
  }

  #freeze(open: OpenView, isFrozen: boolean): Promise<unknown> {
    open.freezing = open.freezing.then(async () => {
      // What failed is tried again when it is next said.
      if (open.isFrozen !== isFrozen && (await setPageFrozen(open.contents, isFrozen))) open.isFrozen = isFrozen;
    });
    return open.freezing;
  }

  #watch(label: string, contents: WebContents): void {
    const tell = (state: ProgramViewState) => {
      const open = this.#views.get(label);
      if (open?.contents !== contents) return;
      open.isUnresponsive = state === 'unresponsive';
      this.#options.changed(open.window, { label, state });
    };
    contents.on('input-event', () => this.#options.used?.());
    contents.on('did-start-loading', () => tell('loading'));
    contents.on('did-finish-load', () => tell('ready'));
    contents.on('did-fail-load', (...[, code, , , isMainFrame]) => {
      if (isMainFrame && code !== ABORTED) tell('crashed');
    });
    contents.on('destroyed', () => {
      if (this.#views.get(label)?.contents === contents) this.#end(label);
    });
    contents.on('unresponsive', () => tell('unresponsive'));
    contents.on('responsive', () => tell('ready'));
    contents.on('render-process-gone', () => tell('crashed'));
    // Preventing the prevention: no page keeps itself open.
    contents.on('will-prevent-unload', (event) => event.preventDefault());
    contents.ipc.on(hostChannels.program, (event) => this.#connect(label, event));
  }

  /** A page of the program is there: one end of a new port for it, the other for ours. Who it is, its web contents tells. */
  #connect(label: string, { senderFrame }: IpcMainEvent): void {
    const page = this.#views.get(label)?.window.webContents;
    const isPage =
      senderFrame !== null && senderFrame.parent === null && isOwnAddress(senderFrame.url, programOrigin(label));
    if (page === undefined || !isPage) return;
    const { port1, port2 } = new MessageChannelMain();
    page.mainFrame.postMessage(hostChannels.program, label, [port1]);
    senderFrame.postMessage(hostChannels.program, null, [port2]);
  }
}
