import { BLANK_ADDRESS } from '@shared/mini/hostPages.ts';
import { readyMarkOf } from '@shared/mini/bridgeLimits.ts';
import type { Clock } from '@ports/clock.ts';
import type { ProgramBounds, ProgramPort, ProgramView, ProgramViewState } from '@ports/programViews.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import { CurrentPort } from './currentPort.ts';
import { addFrame, hearFrame, makeFrame, placeFrame } from './frameElement.ts';
import { WatchedPort } from './watchedPort.ts';

/** A page that has not loaded for this long is not answering, ms. */
export const LOAD_DEADLINE = 20_000;
/** When the page behind a port went and no other came for this long, its process is gone, ms. */
export const RETURN_DEADLINE = 6000;
/** A page that has loaded and whose script would say that it is there has said so by then, ms. */
export const WORD_DEADLINE = 1500;
/** So long after another page of its origin loaded, a page that is not answering is taken for dead, ms. */
export const DEATH_DEADLINE = 2000;
/** So long after the program's page is there the blank one before it goes, ms: not while that is drawn for the first time. */
export const BLANK_LASTS = 1000;

/** What is shown in a frame. */
export interface FrameViewOptions {
  /** Address of the program's origin, with a slash at its end. */
  readonly url: string;
  readonly title: string;
  readonly clock: Clock;
  /** Has the host hold the page where it asks to be held, or let it go on. */
  readonly hold: (isFrozen: boolean) => Promise<unknown>;
  /** Whether the page at a path has the host's script, which says that the page is there. */
  readonly speaks: (path: string) => Promise<boolean>;
  /** The view is over: what the host serves for it can end. */
  readonly onClose: () => Promise<unknown>;
}

/** A program in a sandboxed frame over the app's page. Frames are never moved in the document: that would load them anew. */
export class FrameView implements ProgramView {
  readonly stops = 'page';
  private readonly options: FrameViewOptions;
  private readonly shown = writableSnapshot<ProgramViewState>('loading');
  private readonly port = new CurrentPort<WatchedPort>();
  /** Keeps the browser's process for the origin until the program's own page is in it. */
  private readonly blank: HTMLIFrameElement;
  /** Tells a dead page from a busy one. */
  private probe: HTMLIFrameElement | null = null;
  /** Null until it begins. */
  private frame: HTMLIFrameElement | null = null;
  private stopHearing: Disposer = () => undefined;
  private stopWaiting: Disposer = () => undefined;
  private stopListening: Disposer = () => undefined;
  private isFrozen = false;
  /** Where this frame was sent; null for the first page. */
  private href: string | null = null;
  /** Whether a page is awaited at {@link href}: where a program goes by itself nobody is told. */
  private isAwaited = false;
  /** Whether it was loaded anew because something of it had not come. */
  private isSecond = false;
  /** What the host was asked is asked in order. */
  private holding: Promise<unknown> = Promise.resolve();
  private bounds: ProgramBounds | null = null;

  constructor(options: FrameViewOptions) {
    this.options = options;
    this.blank = makeFrame(this.addressOf(BLANK_ADDRESS), '');
    this.blank.setAttribute('aria-hidden', 'true');
    addFrame(this.blank);
  }

  get state(): Snapshot<ProgramViewState> {
    return this.shown;
  }

  begin(href: string | null): void {
    if (this.frame === null && this.shown.get() !== 'closed') this.load(href);
  }

  onPort(listener: (port: ProgramPort) => void): Disposer {
    return this.port.listen(listener);
  }

  place(bounds: ProgramBounds | null): void {
    this.bounds = bounds;
    if (this.frame !== null) placeFrame(this.frame, bounds);
    if (bounds === null) this.port.get()?.rest();
    else {
      this.setFrozen(false);
      this.port.get()?.watch();
    }
  }

  /** The host first, so that a page that is told to stand still finds somebody who keeps it waiting. */
  setFrozen(isFrozen: boolean): void {
    if (isFrozen === this.isFrozen || this.shown.get() === 'closed') return;
    this.isFrozen = isFrozen;
    this.holding = this.holding.then(async () => {
      await this.options.hold(isFrozen);
      if (isFrozen && this.isFrozen) this.port.get()?.post({ type: 'freeze' });
    });
  }

  /** A press puts the keyboard into the frame; frames stand in a shadow tree, which says itself which of them that is. */
  isInUse(): boolean {
    const root = this.frame?.getRootNode();
    const isFocused = root instanceof ShadowRoot && root.activeElement === this.frame;
    return this.bounds !== null && document.visibilityState === 'visible' && document.hasFocus() && isFocused;
  }

  focus(): void {
    this.frame?.focus();
  }

  reload(): void {
    if (this.shown.get() === 'closed') return;
    this.isSecond = false;
    this.setFrozen(false);
    this.unload();
    this.load(null);
  }

  missesSomething(): void {
    if (this.shown.get() === 'closed') return;
    if (this.isSecond) this.shown.set('incomplete');
    else {
      this.isSecond = true;
      this.unload();
      this.load(this.href);
    }
  }

  goTo(href: string): void {
    if (this.frame === null) return;
    this.href = href;
    this.isAwaited = true;
    this.frame.src = this.addressOf(href);
  }

  figures(): Promise<null> {
    return Promise.resolve(null);
  }

  async close(): Promise<void> {
    if (this.shown.get() === 'closed') return;
    this.unload();
    this.blank.remove();
    this.shown.set('closed');
    await this.options.onClose();
  }

  /** A new frame: that of a process that crashed would stay as it is, and one that was not seen yet may not be drawn. */
  private load(href: string | null): void {
    const frame = makeFrame(this.addressOf(href), this.options.title);
    this.frame = frame;
    this.href = href;
    this.isAwaited = true;
    this.stopHearing = hearFrame(frame, new URL(this.options.url).origin, (data, [port]) => {
      if (readyMarkOf(data) !== null && port !== undefined) this.connect(frame, port);
    });
    frame.addEventListener('load', () => {
      if (frame !== this.frame) return;
      this.arrived();
      this.listenFor(frame);
    });
    this.expect(LOAD_DEADLINE, 'unresponsive');
    placeFrame(frame, this.bounds);
    addFrame(frame);
  }

  private unload(): void {
    this.probe?.remove();
    this.stopWaiting();
    this.stopListening();
    this.stopHearing();
    this.port.close();
    this.frame?.remove();
  }

  /** A page says that it is there, and brings a port of its own: the one before it is over. */
  private connect(frame: HTMLIFrameElement, brought: MessagePort): void {
    if (frame !== this.frame) return;
    this.isAwaited = false;
    this.stopListening();
    const port = new WatchedPort(brought, this.options.clock, {
      onAnswering: (isAnswering) => (isAnswering ? this.arrived() : this.lookForDeath(port)),
      onGone: () => {
        this.port.close();
        this.expect(RETURN_DEADLINE, 'crashed');
      },
    });
    this.port.replace(port);
    this.arrived();
    if (this.bounds !== null) port.watch();
  }

  /**
   * The page has loaded. Where the host's script is in it and it says nothing, that script did not come, or what has loaded is the
   * browser's own page about an address that did not answer.
   */
  private listenFor(frame: HTMLIFrameElement): void {
    if (!this.isAwaited) return;
    this.isAwaited = false;
    const path = new URL(this.addressOf(this.href)).pathname;
    this.stopListening = this.options.clock.after(WORD_DEADLINE, () => void this.ask(frame, path));
  }

  private async ask(frame: HTMLIFrameElement, path: string): Promise<void> {
    const isSilent = () => frame === this.frame && this.port.get() === null;
    if (isSilent() && (await this.options.speaks(path)) && isSilent()) this.missesSomething();
  }

  /**
   * A browser says of no frame that its process ended. A page that is busy keeps every page of its origin waiting; where its process is
   * gone, another page of it is there at once, in a new one.
   */
  private lookForDeath(port: WatchedPort): void {
    this.shown.set('unresponsive');
    const probe = makeFrame(this.addressOf(BLANK_ADDRESS), '');
    probe.setAttribute('aria-hidden', 'true');
    probe.addEventListener('load', () => {
      this.stopWaiting = this.options.clock.after(DEATH_DEADLINE, () => {
        if (this.probe !== probe || this.port.get() !== port) return;
        port.rest();
        this.shown.set('crashed');
      });
    });
    this.probe?.remove();
    this.probe = probe;
    addFrame(probe);
  }

  private arrived(): void {
    this.probe?.remove();
    this.probe = null;
    this.stopWaiting();
    // A program's page may draw no ground of its own.
    if (this.frame !== null) this.frame.style.background = 'Canvas';
    if (this.blank.isConnected) this.options.clock.after(BLANK_LASTS, () => this.blank.remove());
    this.shown.set('ready');
  }

  private expect(deadline: number, otherwise: 'unresponsive' | 'crashed'): void {
    this.stopWaiting();
    this.shown.set('loading');
    this.stopWaiting = this.options.clock.after(deadline, () => this.shown.set(otherwise));
  }

  private addressOf(href: string | null): string {
    return href === null ? this.options.url : new URL(href.replace(/^\/+/, ''), this.options.url).href;
  }
}
