import type { Host } from '@ports/host.ts';
import type { ProgramBounds, ProgramFigures, ProgramPort, ProgramView, ProgramViewState } from '@ports/programViews.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import { CurrentPort } from './currentPort.ts';

/** What is shown in a view. */
export interface HostViewOptions {
  readonly label: string;
  readonly onClose: () => Promise<unknown>;
}

/** One view of the desktop host. It is made when it is first placed: until then nobody knows how large it is. */
export class HostView implements ProgramView {
  readonly stops = 'all';
  private readonly host: Host;
  private readonly label: string;
  private readonly onClose: () => Promise<unknown>;
  private readonly shown = writableSnapshot<ProgramViewState>('loading');
  private readonly port = new CurrentPort<ProgramPort>();
  private isOpen = false;
  private isCovered = false;
  private isFrozen = false;
  /** Whether it was loaded anew because something had not come. */
  private isSecond = false;
  private bounds: ProgramBounds | null = null;
  /** Where to go when it is next opened. */
  private path: string | null = null;

  constructor(host: Host, { label, onClose }: HostViewOptions) {
    this.host = host;
    this.label = label;
    this.onClose = onClose;
  }

  get state(): Snapshot<ProgramViewState> {
    return this.shown;
  }

  /** Where it begins is said when it is made. */
  begin(href: string | null): void {
    this.path = href;
  }

  onPort(listener: (port: ProgramPort) => void): Disposer {
    return this.port.listen(listener);
  }

  place(bounds: ProgramBounds | null): void {
    this.bounds = bounds === null ? null : whole(bounds);
    this.draw();
  }

  setFrozen(isFrozen: boolean): void {
    // Before it was opened there is nothing that could run.
    if (!this.isOpen || isFrozen === this.isFrozen || this.shown.get() === 'closed') return;
    this.isFrozen = isFrozen;
    void this.host.call('mini.freeze', { label: this.label, isFrozen });
  }

  /** Which view has the keyboard only the host knows. */
  isInUse(): boolean {
    return this.bounds !== null && !this.isCovered && document.visibilityState === 'visible';
  }

  /** The host has no call for it: the keyboard goes to a view by a press on it, or by Tab. */
  focus(): void {
    this.draw();
  }

  missesSomething(): void {
    if (this.isSecond) this.changed('incomplete');
    else this.reload();
    this.isSecond = true;
  }

  reload(): void {
    this.shown.set('loading');
    if (!this.isOpen) this.draw();
    else
      void this.host.call('view.reload', { label: this.label }).then(({ ok }) => {
        if (ok) return;
        // The host has no view of it any more.
        this.isOpen = false;
        this.draw();
      });
  }

  goTo(href: string): void {
    this.path = href;
    this.isOpen = false;
    this.draw();
  }

  async figures(): Promise<ProgramFigures | null> {
    const figures = await this.host.call('view.figures', {});
    const own = figures.ok ? figures.value.views.find(({ label }) => label === this.label) : undefined;
    return own === undefined ? null : { memoryKiB: own.memoryKiB, cpuPercent: own.cpuPercent };
  }

  async close(): Promise<void> {
    if (this.shown.get() === 'closed') return;
    this.port.close();
    this.shown.set('closed');
    await this.host.call('view.close', { label: this.label });
    await this.onClose();
  }

  /** The host says how the view is. */
  changed(state: ProgramViewState): void {
    if (this.shown.get() !== 'closed') this.shown.set(state);
  }

  /** A page of the program got a port; the one before it is over. */
  connect(port: ProgramPort): void {
    this.port.replace(port);
  }

  /** Something of the app lies over the place. */
  cover(isCovered: boolean): void {
    if (isCovered === this.isCovered) return;
    this.isCovered = isCovered;
    this.draw();
  }

  private draw(): void {
    if (this.shown.get() === 'closed') return;
    const bounds = this.isCovered ? null : this.bounds;
    const { label } = this;
    if (this.isOpen) void this.host.call('view.place', { label, bounds });
    else if (bounds !== null) {
      this.isOpen = true;
      const { path } = this;
      this.path = null;
      void this.host.call('view.open', path === null ? { label, bounds } : { label, bounds, path }).then(({ ok }) => {
        if (ok) return;
        // It is made when it is next begun anew, or placed.
        this.isOpen = false;
        this.path ??= path;
        this.changed('crashed');
      });
    }
  }
}

/** The host counts in whole pixels. */
function whole({ x, y, width, height }: ProgramBounds): ProgramBounds {
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
}
