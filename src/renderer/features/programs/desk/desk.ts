import type { EventId } from '@shared/ids.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { ProgramSession, ProgramWorkspace } from '@services/workspace/programWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';

/** Most programs that keep a page while they are not seen; the one unseen longest is put to sleep first. */
export const MOST_HIDDEN = 3;

/** Where the pane is: beside the rest, or alone. */
export type PaneMode = 'beside' | 'full';

/** A program that was opened and not closed. Asleep it has no page; its storage and its updates stay, and showing it wakes it. */
export interface RunningProgram {
  readonly instance: EventId;
  readonly session: ProgramSession | null;
}

/** What runs, and what of it is seen. */
export interface DeskState {
  /** Shown last first. */
  readonly running: readonly RunningProgram[];
  readonly shown: EventId | null;
  readonly mode: PaneMode;
  /** Why the shown one did not open. */
  readonly failure: WorkspaceErrorCode | null;
}

type Sessions = Pick<ProgramWorkspace, 'openProgram' | 'openPrograms'>;

/** The programs that run in this window. At most one is seen; the others stand still, and beyond {@link MOST_HIDDEN} are asleep. Rules: SPEC.md. */
export class ProgramDesk {
  private readonly sessions: Sessions;
  private readonly current = writableSnapshot<DeskState>({ running: [], shown: null, mode: 'beside', failure: null });
  private readonly stops = new Map<EventId, Disposer>();
  private isWatched = true;

  constructor(sessions: Sessions) {
    this.sessions = sessions;
  }

  get state(): Snapshot<DeskState> {
    return this.current;
  }

  /** Shows a program, opened or woken where need be; at a place in it where one is named. */
  async open(instance: EventId, href: string | null = null, accepted?: 'package-changed'): Promise<void> {
    const known = this.running(instance)?.session ?? null;
    const rest = this.now.running.filter((one) => one.instance !== instance);
    // Before anything is drawn: a program that is ready loads meanwhile.
    const starting = known === null || href !== null ? this.start(instance, href, accepted) : null;
    const session = known ?? this.begun(instance);
    this.set({ running: [{ instance, session }, ...rest], shown: instance, failure: null });
    if (session !== null && session !== known) this.attend(session);
    await starting;
  }

  /** Tries again what did not open; `accepted` where the person was warned and wants it all the same. */
  retry(accepted?: 'package-changed'): void {
    const { shown } = this.now;
    if (shown !== null) void this.open(shown, null, accepted);
  }

  /** Takes it out of sight; it stays as it is. */
  hide(): void {
    this.set({ shown: null, failure: null });
  }

  setMode(mode: PaneMode): void {
    this.set({ mode });
  }

  /** Ends a program. */
  close(instance: EventId): void {
    const session = this.running(instance)?.session ?? null;
    const running = this.now.running.filter((one) => one.instance !== instance);
    const isShown = this.now.shown === instance;
    this.set({ running, ...(isShown && { shown: null, failure: null }) });
    this.forget(instance);
    session?.close();
  }

  /** Ends all: the window is done with them. */
  dispose(): void {
    for (const { instance } of this.now.running) this.close(instance);
  }

  private async start(instance: EventId, href: string | null, accepted?: 'package-changed'): Promise<void> {
    const opened = await this.sessions.openProgram(instance, href ?? undefined, accepted);
    if (!opened.ok) {
      if (this.now.shown === instance) this.set({ failure: opened.error.code });
      return;
    }
    const running = this.running(instance);
    // Closed while it was being opened.
    if (running === undefined) opened.value.close();
    else if (running.session !== opened.value) this.keep(opened.value);
  }

  /** What was ready has begun by the time the call that opens it returns: the pane is drawn with it, and not once more for it. */
  private begun(instance: EventId): ProgramSession | null {
    return this.sessions.openPrograms.get().find((session) => session.instance === instance) ?? null;
  }

  private get now(): DeskState {
    return this.current.get();
  }

  private running(instance: EventId): RunningProgram | undefined {
    return this.now.running.find((one) => one.instance === instance);
  }

  private keep(session: ProgramSession): void {
    this.put(session.instance, session);
    this.attend(session);
  }

  /** Follows what becomes of one that is kept. */
  private attend(session: ProgramSession): void {
    const { instance, view } = session;
    this.forget(instance);
    const follow = () => {
      // Ended from outside: it was wiped, or its chat is gone.
      if (view.state.get() === 'closed' && this.running(instance)?.session === session) this.close(instance);
    };
    const tire = () => this.sleep();
    const stops = [view.state.subscribe(follow), session.activity.subscribe(tire), session.status.subscribe(tire)];
    this.stops.set(instance, () => {
      for (const stop of stops) stop();
    });
    follow();
  }

  /** Whether the window itself is seen: where it is not, nothing in it is. */
  setWatched(isWatched: boolean): void {
    this.isWatched = isWatched;
    this.tell();
  }

  /** Tells each whether it is seen. */
  private tell(): void {
    for (const { instance, session } of this.now.running)
      session?.setSeen(this.isWatched && instance === this.now.shown);
  }

  /** Puts to sleep what was not seen for longest, and what can not be stopped otherwise; never what would lose something. */
  private sleep(): void {
    const hidden = this.now.running.flatMap(({ instance, session }) =>
      session === null || instance === this.now.shown ? [] : [{ instance, session }],
    );
    for (const [index, { instance, session }] of hidden.entries()) {
      const activity = session.activity.get();
      const isDue = activity === 'restless' || (activity === 'resting' && index >= MOST_HIDDEN);
      if (!isDue || session.status.get().waiting > 0 || this.running(instance)?.session !== session) continue;
      this.put(instance, null);
      this.forget(instance);
      session.sleep();
    }
  }

  private put(instance: EventId, session: ProgramSession | null): void {
    const running = this.now.running.map((one) => (one.instance === instance ? { instance, session } : one));
    this.set({ running });
  }

  private forget(instance: EventId): void {
    this.stops.get(instance)?.();
    this.stops.delete(instance);
  }

  private set(change: Partial<DeskState>): void {
    this.current.set({ ...this.now, ...change });
    this.tell();
    this.sleep();
  }
}
