import { join } from 'node:path';
import { BrowserWindow, type Rectangle, nativeTheme } from 'electron';
import type { HostEvent } from '@shared/ipc/contract.ts';
import { hostChannels } from '@shared/ipc/bridge.ts';
import type { EventId } from '@shared/ids.ts';
import { type HostEventOutlet, createHostEventOutlet } from './hostEvents.ts';
import { type PagePreferences, pagePreferences, showWindow } from './mainWindow.ts';
import { type WindowSizes, type WindowStateStore, createWindowStateStore, fitToDisplays } from './windowState.ts';

/** How long the page of a window that is closed may take to let its program say its last, ms. */
const FAREWELL = 3000;
/** Most windows of programs: what is beyond is refused. */
export const MOST_PROGRAM_WINDOWS = 16;
/** As tall as a telephone is: most programs are made for that. */
const SIZES: WindowSizes = { least: { width: 360, height: 320 }, initial: { width: 480, height: 760 } };

/** What windows of programs need of the app around them. */
export interface ProgramWindowsOptions extends PagePreferences {
  readonly icon: string;
  /** The address of our own page. */
  readonly startAddress: string;
  /** Where it is kept where each window was. */
  readonly directory: string;
  readonly workAreas: () => readonly Rectangle[];
  readonly isQuitting: () => boolean;
  readonly failed: (what: string, cause: unknown) => void;
  /** A window was made, before its page is loaded. */
  readonly made: (window: BrowserWindow) => void;
  /** Its page is gone or replaced. */
  readonly left: (window: BrowserWindow) => void;
}

interface OpenWindow {
  readonly instance: EventId;
  readonly window: BrowserWindow;
  readonly events: HostEventOutlet;
  readonly places: WindowStateStore;
  farewell: NodeJS.Timeout | null;
}

/** The windows that show one program each: pages of our own, as the app's window is, with the program's view in them (WIN-16, WIN-17). */
export class ProgramWindows {
  readonly #options: ProgramWindowsOptions;
  readonly #open = new Map<EventId, OpenWindow>();
  readonly #stores = new Set<WindowStateStore>();

  constructor(options: ProgramWindowsOptions) {
    this.#options = options;
  }

  /** Opens the window of a program, or brings the one it has to the front. */
  async show(instance: EventId): Promise<void> {
    const known = this.#open.get(instance);
    if (known !== undefined && known.farewell === null) return showWindow(known.window);
    if (this.#open.size >= MOST_PROGRAM_WINDOWS) return;
    const { directory, failed, workAreas } = this.#options;
    const places = createWindowStateStore(join(directory, `${instance}.json`), (cause) =>
      failed('window-state', cause),
    );
    const kept = await places.read();
    // Two calls may have waited for the same file.
    if (this.#open.get(instance)?.farewell === null) return;
    this.#open.get(instance)?.window.destroy();
    this.#make(instance, places, {
      bounds: fitToDisplays(kept, workAreas(), SIZES),
      isMaximized: kept?.isMaximized ?? false,
    });
  }

  /** The page says that its program has ended: the window can go. */
  done(window: BrowserWindow): void {
    if (this.#of(window) !== undefined) window.destroy();
  }

  /** The window whose page a web contents is. */
  windowOf(contentsId: number): BrowserWindow | null {
    return this.#all().find(({ window }) => window.webContents.id === contentsId)?.window ?? null;
  }

  /** What is told to a window's page; null where it is none of these. */
  eventsOf(window: BrowserWindow): HostEventOutlet | null {
    return this.#of(window)?.events ?? null;
  }

  /** Tells the pages of all. */
  get outlets(): readonly HostEventOutlet[] {
    return this.#all().map(({ events }) => events);
  }

  /** Resolves when it is written where they were. */
  async flush(): Promise<void> {
    await Promise.all([...this.#stores].map((store) => store.flush()));
  }

  #all(): readonly OpenWindow[] {
    return [...this.#open.values()];
  }

  #of(window: BrowserWindow): OpenWindow | undefined {
    return this.#all().find((open) => open.window === window);
  }

  #make(
    instance: EventId,
    places: WindowStateStore,
    at: { readonly bounds: Rectangle; readonly isMaximized: boolean },
  ): void {
    const { icon, startAddress, failed, made, left } = this.#options;
    const window = new BrowserWindow({
      ...at.bounds,
      minWidth: SIZES.least.width,
      minHeight: SIZES.least.height,
      show: false,
      title: 'Banyan',
      icon,
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
      webPreferences: pagePreferences(this.#options),
    });
    const deliver = (event: HostEvent, payload: unknown) => window.webContents.send(hostChannels.event, event, payload);
    const open: OpenWindow = { instance, window, events: createHostEventOutlet(deliver), places, farewell: null };
    this.#open.set(instance, open);
    this.#stores.add(places);
    this.#watch(open, at.isMaximized);
    made(window);
    window.webContents.on('did-start-navigation', (details) => {
      if (!details.isMainFrame || details.isSameDocument) return;
      open.events.forgetListeners();
      left(window);
    });
    // A window whose page died shows nothing, and what was in it can be opened again.
    window.webContents.on('render-process-gone', () => window.destroy());
    window.loadURL(`${startAddress}#/program/${instance}`).catch((cause: unknown) => failed('load-failed', cause));
  }

  #watch(open: OpenWindow, isMaximized: boolean): void {
    const { window, places } = open;
    window.once('ready-to-show', () => {
      if (isMaximized) window.maximize();
      window.show();
    });
    const remember = () => places.remember({ ...window.getNormalBounds(), isMaximized: window.isMaximized() });
    for (const change of ['resize', 'move', 'maximize', 'unmaximize'] as const) window.on(change as 'resize', remember);
    window.on('close', (event) => {
      remember();
      if (this.#options.isQuitting()) return;
      event.preventDefault();
      this.#takeLeave(open);
    });
    window.on('closed', () => {
      if (open.farewell !== null) clearTimeout(open.farewell);
      if (this.#open.get(open.instance) === open) this.#open.delete(open.instance);
      this.#options.left(window);
    });
  }

  /** Out of sight at once; gone when its page says that the program has said its last, or took too long. */
  #takeLeave(open: OpenWindow): void {
    if (open.farewell !== null) return;
    open.window.hide();
    open.farewell = setTimeout(() => open.window.destroy(), FAREWELL);
    open.events.send('window.closing', {});
  }
}
