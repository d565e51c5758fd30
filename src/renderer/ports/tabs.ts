import type { Disposer } from './snapshot.ts';

/** The one place per profile from which the engine runs. Adapters: Web Locks, memory. */
export interface EngineSeat {
  /** Waits in line; calls `onSeated` once this tab has the seat. The disposer leaves the line or the seat. */
  claim(onSeated: () => void): Disposer;
}

/** Messages between the tabs of one profile, not heard by the sender. Values are structured clones. Adapters: BroadcastChannel, memory. */
export interface TabChannel {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Disposer;
  close(): void;
}

/** Keeps what may be in one tab of a profile only in one. Adapters: Web Locks, memory. */
export interface SoleSeats {
  /**
   * Asks whichever tab has `name` to give it up, waits until it has, and has it; the disposer gives it up. A tab that does not answer for {@link SOLE_SEAT_DEADLINE} ms loses
   * it. `onAsked` is called when another tab wants it, or took it so.
   */
  take(name: string, onAsked: () => void): Promise<Disposer>;
  /** The same where no tab has it; else null, and whoever has it is not asked. */
  takeFree(name: string, onAsked: () => void): Promise<Disposer | null>;
}

/** See {@link SoleSeats}. */
export const SOLE_SEAT_DEADLINE = 5000;
