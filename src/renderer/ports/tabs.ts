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
