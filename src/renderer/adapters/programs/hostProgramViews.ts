import * as v from 'valibot';
import { programPortSchema } from '@shared/mini/hostPages.ts';
import { type Result, ok } from '@shared/result.ts';
import type { Host } from '@ports/host.ts';
import type { ProgramMount, ProgramView, ProgramViewError, ProgramViews } from '@ports/programViews.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { HostView } from './hostView.ts';
import { programPortOf } from './programPort.ts';
import { viewError } from './viewError.ts';

/** Shows programs in views that the desktop host draws over the app's page. */
export class HostProgramViews implements ProgramViews {
  private readonly host: Host;
  private readonly views = new Map<string, HostView>();
  private readonly disposers: readonly Disposer[];

  constructor(host: Host) {
    this.host = host;
    const hear = (event: MessageEvent<unknown>) => this.takePort(event);
    window.addEventListener('message', hear);
    const overlays = new MutationObserver(() => this.cover());
    overlays.observe(document.body, { childList: true });
    this.disposers = [
      () => window.removeEventListener('message', hear),
      () => overlays.disconnect(),
      host.on('view.changed', ({ label, state }) => this.views.get(label)?.changed(state)),
    ];
  }

  /** The host sees to the network by itself: nothing has to be tried out. */
  expect(): void {}

  async mount({ account, package: id, label, self }: ProgramMount): Promise<Result<ProgramView, ProgramViewError>> {
    const mounted = await this.host.call('mini.mount', { account, package: id, label, self });
    if (!mounted.ok) return viewError(mounted.error);
    const { mounting } = mounted.value;
    const onClose = () => {
      this.views.delete(label);
      return this.host.call('mini.unmount', { label, mounting });
    };
    const view = new HostView(this.host, { label, onClose });
    this.views.set(label, view);
    view.cover(isCovered());
    return ok(view);
  }

  async stored(label: string): Promise<number | null> {
    const stored = await this.host.call('mini.stored', { label });
    return stored.ok ? stored.value.bytes : null;
  }

  async wipe(label: string): Promise<Result<void, ProgramViewError>> {
    const wiped = await this.host.call('mini.wipe', { label });
    return wiped.ok ? ok() : viewError(wiped.error);
  }

  dispose(): void {
    for (const dispose of this.disposers) dispose();
  }

  /** Ports come from the preload, which speaks as this very window; nothing else can. */
  private takePort(event: MessageEvent<unknown>): void {
    const [port] = event.ports;
    if (event.source !== window || port === undefined) return;
    const parsed = v.safeParse(programPortSchema, event.data);
    if (!parsed.success) return;
    const view = this.views.get(parsed.output.label);
    if (view === undefined) port.close();
    else view.connect(programPortOf(port));
  }

  private cover(): void {
    const covered = isCovered();
    for (const view of this.views.values()) view.cover(covered);
  }
}

/** The host draws its views over everything of the page: what must be seen over a program takes it away meanwhile. */
function isCovered(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}
