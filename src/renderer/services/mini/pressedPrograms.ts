import type { AccountId, EventId } from '@shared/ids.ts';
import type { Clock } from '@ports/clock.ts';
import type { ProgramView, ProgramViews } from '@ports/programViews.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { SoleSeats } from '@ports/tabs.ts';
import type { OpenInstance } from './hostParts.ts';
import type { ProgramLookup } from './programLookup.ts';

/** A press that led to nothing in so long was none, ms. */
export const PRESS_LASTS = 3000;
/** A pointer that leaves a button before this was only passing, ms. */
export const PASSING = 30;

/** A program that is served here and has not begun. */
export interface ReadyProgram {
  readonly open: OpenInstance;
  readonly view: ProgramView;
  /** Gives up that the instance runs here. */
  readonly leaveSeat: Disposer;
}

/** What getting a program ready takes. */
export interface PressParts {
  readonly self: AccountId;
  readonly views: Pick<ProgramViews, 'mount'>;
  readonly seats: Pick<SoleSeats, 'takeFree'>;
  readonly lookup: Pick<ProgramLookup, 'take'>;
  readonly clock: Clock;
  /** Another window wants an instance that is ready or runs here. */
  readonly onAsked: (instance: EventId) => void;
}

interface Press {
  readonly getting: Promise<ReadyProgram | null>;
  stop: Disposer;
  ready: ReadyProgram | null;
}

/**
 * Has the host serve a program as soon as the pointer or the keyboard is at its button, so that nothing stands between the click and its frame
 * (PRG-13). Nothing of it runs by that, and a window that has it open keeps it.
 */
export class PressedPrograms {
  private readonly parts: PressParts;
  private readonly pressed = new Map<EventId, Press>();
  private stopWaiting: Disposer = () => undefined;

  constructor(parts: PressParts) {
    this.parts = parts;
  }

  /** The pointer or the keyboard came to a button; null: it left. */
  approach(instance: EventId | null): void {
    this.stopWaiting();
    if (instance !== null) this.stopWaiting = this.parts.clock.after(PASSING, () => this.press(instance));
  }

  /** The pointer is down. A person has one: what it was at before is not about to be opened any more. */
  press(instance: EventId): void {
    this.stopWaiting();
    for (const other of this.pressed.keys()) if (other !== instance) void this.forget(other);
    const stop = this.parts.clock.after(PRESS_LASTS, () => void this.forget(instance));
    const known = this.pressed.get(instance);
    known?.stop();
    if (known !== undefined) {
      known.stop = stop;
      return;
    }
    const press: Press = { getting: this.prepare(instance), stop, ready: null };
    this.pressed.set(instance, press);
    void press.getting.then((ready) => {
      press.ready = ready;
    });
  }

  /** The program that is ready now; null when there is none. It is the caller's from then on. */
  takeNow(instance: EventId): ReadyProgram | null {
    this.stopWaiting();
    const press = this.pressed.get(instance);
    if (press === undefined || press.ready === null) return null;
    this.remove(instance, press);
    return press.ready;
  }

  /** Also waits for one that is being got ready. */
  async take(instance: EventId): Promise<ReadyProgram | null> {
    const press = this.pressed.get(instance);
    if (press === undefined) return null;
    this.remove(instance, press);
    return press.getting;
  }

  /** It is not going to be opened, or not as it is; done when nothing is served any more. */
  async forget(instance: EventId): Promise<void> {
    const ready = await this.take(instance);
    if (ready === null) return;
    await ready.view.close();
    ready.leaveSeat();
  }

  /** The window is done with all. */
  async forgetAll(): Promise<void> {
    this.stopWaiting();
    await Promise.all([...this.pressed.keys()].map((instance) => this.forget(instance)));
  }

  private remove(instance: EventId, { stop }: Press): void {
    stop();
    this.pressed.delete(instance);
  }

  /** Null for what a person is to be told of first, or what does not open: the click finds that out. */
  private async prepare(instance: EventId): Promise<ReadyProgram | null> {
    const { self, views, seats, lookup, onAsked } = this.parts;
    const found = await lookup.take(instance);
    if (!found.ok || found.value.isChanged) return null;
    const kept = await found.value.kept;
    if (!kept.ok) return null;
    const leaveSeat = await seats.takeFree(seatOf(instance), () => onAsked(instance));
    if (leaveSeat === null) return null;
    const open = kept.value;
    const mounted = await views.mount({
      account: self,
      package: found.value.package,
      label: open.label,
      self: open.self,
      title: open.name,
    });
    if (mounted.ok) return { open, view: mounted.value, leaveSeat };
    leaveSeat();
    return null;
  }
}

/** The name of the seat of an instance among the windows of a profile. */
export function seatOf(instance: EventId): string {
  return `program ${instance}`;
}
