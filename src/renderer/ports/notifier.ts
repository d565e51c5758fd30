import type { Disposer } from './snapshot.ts';

/** One notification of the system. A later one with the same tag replaces it. */
export interface Notice {
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  /** Whether it may be answered and put aside where it stands, as far as the system has that. */
  readonly isAnswerable: boolean;
}

/** What a person did with a notice where it stands. */
export type NoticeAct = { readonly kind: 'read' } | { readonly kind: 'reply'; readonly text: string };

/** The system's notifications and whether anyone is looking. Adapters: the host's, the web's Notification, memory. */
export interface Notifier {
  /** Shows a notice if the person allowed it; without permission it does nothing. */
  show(notice: Notice): void;
  /** Takes a shown notice away. */
  clear(tag: string): void;
  /** Hears that a notice was clicked. */
  onActivated(listener: (tag: string) => void): Disposer;
  /** Hears what was done with a notice where it stands. */
  onActed(listener: (tag: string, act: NoticeAct) => void): Disposer;
  /** True while a window of the app is visible and has the focus. */
  isWatched(): boolean;
}
