import type { Disposer } from './snapshot.ts';

/** One notification of the system. A later one with the same tag replaces it. */
export interface Notice {
  readonly tag: string;
  readonly title: string;
  readonly body: string;
}

/** The system's notifications and whether anyone is looking. Adapters: the web's Notification, memory. */
export interface Notifier {
  /** Shows a notice if the person allowed it; without permission it does nothing. */
  show(notice: Notice): void;
  /** Takes a shown notice away. */
  clear(tag: string): void;
  /** Hears that a notice was clicked. */
  onActivated(listener: (tag: string) => void): Disposer;
  /** True while a window of the app is visible and has the focus. */
  isWatched(): boolean;
}
