import { Budget } from '@shared/budget.ts';
import type { BridgeWarning } from '@shared/mini/bridge.ts';
import { REALTIME_SAID } from '@shared/mini/bridgeLimits.ts';
import type { ProgramPort, ProgramViewState } from '@ports/programViews.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import { LinkAsker } from './linkAsker.ts';
import type { ProgramHostParts } from './hostParts.ts';
import { LEAVE_DEADLINE, type LastWord } from './leaveTaking.ts';
import { type HostFigures, ProgramPage } from './programPage.ts';
import type { ProgramStream } from './programLog.ts';
import { SendQueue } from './sendQueue.ts';

/**
 * The host's side of one open instance. Pages come and go with {@link attach}; what they say is believed in nothing, and never names an
 * instance. Rules: SPEC.md (HST).
 */
export class ProgramHost {
  private readonly parts: ProgramHostParts;
  private readonly shown = writableSnapshot<HostFigures>({
    calls: 0,
    waiting: 0,
    dropped: 0,
    mayWrite: true,
    realtimePeers: null,
  });
  private readonly updates: SendQueue;
  private readonly changes: SendQueue;
  private readonly realtimeBudget: Budget;
  private readonly links: LinkAsker;
  private page: ProgramPage | null = null;
  private isPaused = false;
  private isUninstalled = false;
  private scroll: { readonly x: number; readonly y: number } | null = null;

  constructor(parts: ProgramHostParts) {
    this.parts = parts;
    const waits = { updates: 0, changes: 0 };
    const queue = (name: keyof typeof waits) =>
      new SendQueue(parts, {
        onChange: (count) => {
          waits[name] = count;
          this.show({ waiting: waits.updates + waits.changes });
        },
        onSaid: () => this.said(),
        onRefused: (code, { stream, bytes }) => {
          this.refused(code === 'too-large' ? 'update-too-large' : 'not-written');
          this.parts.keeping.giveBack(bytes.length);
          if (code === 'not-allowed') this.page?.sendBack(stream, bytes);
        },
      });
    this.updates = queue('updates');
    this.changes = queue('changes');
    this.realtimeBudget = new Budget(parts.clock, REALTIME_SAID);
    this.links = new LinkAsker(parts);
  }

  get figures(): Snapshot<HostFigures> {
    return this.shown;
  }

  /** Done once it was closed and all it said until then is out, which may be later: see `SendQueue`. */
  async allSaid(): Promise<void> {
    await Promise.all([this.updates.done, this.changes.done]);
  }

  /** Says how its view is: a page that is gone, as far as can be told, holds no place on its realtime channel until it is found again. */
  viewIs(state: ProgramViewState): void {
    this.page?.viewIs(state);
  }

  /** Takes the port of a page that was just loaded; the page before it is over. */
  attach(port: ProgramPort): void {
    this.page?.end();
    this.page = new ProgramPage(this.parts, port, {
      show: (change) => this.show(change),
      drop: () => this.show({ dropped: this.shown.get().dropped + 1 }),
      update: (stream, bytes) => this.parts.keeping.take(bytes.length) && this.updates.add(stream, bytes),
      change: (stream, bytes) => this.change(stream, bytes),
      mayRealtime: () => this.realtimeBudget.take(),
      askLink: (url, onDropped) => this.links.ask(url, onDropped),
    });
    if (this.scroll !== null) this.page.scrollTo(this.scroll);
    this.scroll = null;
  }

  /** The first page that comes is to scroll to where one before it was. */
  scrollTo(scroll: { readonly x: number; readonly y: number }): void {
    this.scroll = scroll;
  }

  /** Tells the page that it is not seen, and waits for its last word; null when it says none in time, or there is no page. */
  async leave(deadline: number): Promise<LastWord | null> {
    return (await this.page?.takeLeave(deadline)) ?? null;
  }

  /** Tells the page that it is seen again. */
  comeBack(): void {
    this.page?.comeBack();
  }

  /** Paused, the page is told nothing: it stands still. */
  setPaused(isPaused: boolean): void {
    this.isPaused = isPaused;
    this.page?.setPaused(isPaused);
  }

  /** The program was uninstalled: what it kept for the person is gone on all devices, and nothing of it is to be kept anew (PRG-25). */
  uninstalled(): void {
    this.isUninstalled = true;
    this.changes.drop(({ scope }) => scope === 'person');
  }

  /** Lets the page say its last, ends it and sends what waits. */
  async close(): Promise<void> {
    this.parts.prompts.close();
    this.parts.log.letGo?.();
    this.links.dispose();
    this.changes.widen();
    // What stands still has said its last, and hears nothing.
    if (!this.isPaused) await this.page?.takeLeave(LEAVE_DEADLINE);
    this.page?.end();
    this.page = null;
    await Promise.all([this.updates.close(), this.changes.close()]);
  }

  private change(stream: ProgramStream, bytes: Uint8Array): boolean {
    if (this.isUninstalled && stream.scope === 'person') return true;
    // What comes back is said again, and is not to count each time.
    return (
      this.changes.hasRoom(bytes.length) && this.parts.keeping.take(bytes.length) && this.changes.add(stream, bytes)
    );
  }

  /** Who may write again is heard again. */
  private said(): void {
    if (!this.shown.get().mayWrite) this.show({ mayWrite: true });
  }

  private refused(code: BridgeWarning): void {
    if (code === 'not-written') this.show({ mayWrite: false });
    this.page?.warn(code);
  }

  private show(change: Partial<HostFigures>): void {
    this.shown.set({ ...this.shown.get(), ...change });
  }
}
