import { BLANK_ADDRESS } from '@shared/mini/hostPages.ts';
import { PORT_MESSAGE, READY_MESSAGE } from '@shared/mini/bridgeLimits.ts';
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

/** What is shown in a frame. */
export interface FrameViewOptions {
  /** Address of the program's origin, with a slash at its end. */
  readonly url: string;
  readonly title: string;
  readonly clock: Clock;
  /** Has the host hold the page where it asks to be held, or let it go on. */
  readonly hold: (isFrozen: boolean) => Promise<unknown>;
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
  /** Null until it begins. */
  private frame: HTMLIFrameElement | null = null;
  private stopHearing: Disposer = () => undefined;
  private stopWaiting: Disposer = () => undefined;
  private isFrozen = false;
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
    this.setFrozen(false);
    this.unload();
    this.load(null);
  }

  goTo(href: string): void {
    if (this.frame !== null) this.frame.src = this.addressOf(href);
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

  /** A new frame: that of a process that crashed would stay as it is. */
  private load(href: string | null): void {
    const frame = makeFrame(this.addressOf(href), this.options.title);
    this.frame = frame;
    this.stopHearing = hearFrame(frame, new URL(this.options.url).origin, (data) => {
      if (data === READY_MESSAGE) this.connect(frame);
    });
    frame.addEventListener('load', () => {
      if (frame === this.frame) this.arrived();
    });
    this.expect(LOAD_DEADLINE, 'unresponsive');
    placeFrame(frame, this.bounds);
    addFrame(frame);
  }

  private unload(): void {
    this.stopWaiting();
    this.stopHearing();
    this.port.close();
    this.frame?.remove();
  }

  /** A page says that it is there: the one before it is over, and it gets a port of its own. */
  private connect(frame: HTMLIFrameElement): void {
    const target = frame.contentWindow;
    if (target === null || frame !== this.frame) return;
    const { port1, port2 } = new MessageChannel();
    const port = new WatchedPort(port1, this.options.clock, {
      onAnswering: (isAnswering) => this.shown.set(isAnswering ? 'ready' : 'unresponsive'),
      onGone: () => this.expect(RETURN_DEADLINE, 'crashed'),
    });
    target.postMessage(PORT_MESSAGE, new URL(this.options.url).origin, [port2]);
    this.port.replace(port);
    this.arrived();
    if (this.bounds !== null) port.watch();
  }

  private arrived(): void {
    this.stopWaiting();
    // A program's page may draw no ground of its own.
    if (this.frame !== null) this.frame.style.background = 'Canvas';
    this.blank.remove();
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
