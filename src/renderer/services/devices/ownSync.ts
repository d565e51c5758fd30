import type { IsDue } from './ownLog.ts';

/** Keeps one kind of things the same on all own devices. Made before the log starts: it tells the log what it does (`OwnLog.on`). */
export interface OwnSync {
  /** Tells of every change from here on. */
  start(): void;
  dispose(): void;
  /** Tells of all that is due. */
  tellAll(isDue: IsDue): void | Promise<void>;
}
