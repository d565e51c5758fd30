import type { Notice, Notifier } from '@ports/notifier.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** The web's notifications, which both editions have. */
export class WebNotifier implements Notifier {
  private readonly shown = new Map<string, Notification>();
  private readonly listeners = new Set<(tag: string) => void>();
  private isOver = false;

  show({ tag, title, body }: Notice): void {
    if (this.isOver || typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
    const notification = new Notification(title, { body, tag });
    this.shown.set(tag, notification);
    notification.addEventListener('click', () => {
      notification.close();
      window.focus();
      for (const listener of this.listeners) listener(tag);
    });
    notification.addEventListener('close', () => {
      if (this.shown.get(tag) === notification) this.shown.delete(tag);
    });
  }

  /** Takes all away that are shown, and shows none any more. */
  end(): void {
    this.isOver = true;
    for (const tag of [...this.shown.keys()]) this.clear(tag);
  }

  clear(tag: string): void {
    this.shown.get(tag)?.close();
    this.shown.delete(tag);
  }

  onActivated(listener: (tag: string) => void): Disposer {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Nothing can be done with them where they stand: that takes a service worker. */
  onActed(): Disposer {
    return () => undefined;
  }

  isWatched(): boolean {
    return document.visibilityState === 'visible' && document.hasFocus();
  }
}
