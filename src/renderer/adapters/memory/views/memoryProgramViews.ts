import { type Result, fail, ok } from '@shared/result.ts';
import type {
  ProgramBounds,
  ProgramMount,
  ProgramPort,
  ProgramView,
  ProgramViewError,
  ProgramViewState,
  ProgramViews,
} from '@ports/programViews.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';

/** A view without a screen: a test brings the ports of its pages. */
export class MemoryProgramView implements ProgramView {
  readonly mount: ProgramMount;
  readonly state: WritableSnapshot<ProgramViewState> = writableSnapshot<ProgramViewState>('ready');
  readonly visited: string[] = [];
  bounds: ProgramBounds | null = null;
  stops: ProgramView['stops'] = 'all';
  isFrozen = false;
  isUsed = true;
  private readonly listeners = new Set<(port: ProgramPort) => void>();

  /** Where it began; undefined before it did. */
  begun: string | null | undefined;

  constructor(mount: ProgramMount) {
    this.mount = mount;
  }

  begin(href: string | null): void {
    this.begun = href;
    if (href !== null) this.visited.push(href);
  }

  /** A page of the program says that it is there. */
  connect(port: ProgramPort): void {
    for (const listener of this.listeners) listener(port);
  }

  onPort(listener: (port: ProgramPort) => void) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  place(bounds: ProgramBounds | null): void {
    this.bounds = bounds;
  }

  setFrozen(isFrozen: boolean): void {
    this.isFrozen = isFrozen;
  }

  isInUse(): boolean {
    return this.isUsed;
  }

  focus(): void {}

  missesSomething(): void {
    this.state.set('incomplete');
  }

  reload(): void {
    this.state.set('ready');
  }

  goTo(href: string): void {
    this.visited.push(href);
  }

  figures(): Promise<null> {
    return Promise.resolve(null);
  }

  close(): Promise<void> {
    this.state.set('closed');
    return Promise.resolve();
  }
}

/** Shows programs nowhere, for tests and simulations. */
export class MemoryProgramViews implements ProgramViews {
  readonly views: MemoryProgramView[] = [];
  readonly wiped: string[] = [];
  /** Bytes that are stored by label; what is not named is not known. */
  readonly kept = new Map<string, number>();
  /** While set, nothing can be shown. */
  fault: ProgramViewError['code'] | null = null;

  expect(): void {}

  async mount(mount: ProgramMount): Promise<Result<ProgramView, ProgramViewError>> {
    if (this.fault !== null) return fail(this.fault, 'asked to fail');
    const view = new MemoryProgramView(mount);
    this.views.push(view);
    return ok(view);
  }

  async stored(label: string): Promise<number | null> {
    return this.kept.get(label) ?? null;
  }

  async wipe(label: string): Promise<Result<void, ProgramViewError>> {
    if (this.fault !== null) return fail(this.fault, 'asked to fail');
    this.wiped.push(label);
    this.kept.delete(label);
    return ok();
  }
}
