import type { Host } from '@ports/host.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** Whether the screen is locked, as far as the host tells of it (NTF-6). */
export class ScreenLock {
  private state: boolean | null = null;
  private readonly host: Host;
  private readonly listeners = new Set<() => void>();

  constructor(host: Host) {
    this.host = host;
  }

  /** Null while nobody says. */
  get isLocked(): boolean | null {
    return this.state;
  }

  /** Follows the host. A person who starts the app has unlocked the screen. */
  start(): Disposer {
    void this.host.call('host.describe', {}).then((described) => {
      if (described.ok && described.value.capabilities.includes('screenLock')) this.state ??= false;
    });
    return this.host.on('power.changed', ({ state }) => {
      if (state !== 'lock' && state !== 'unlock') return;
      this.state = state === 'lock';
      if (this.state) for (const listener of this.listeners) listener();
    });
  }

  /** Hears that it was locked just now. */
  onLocked(listener: () => void): void {
    this.listeners.add(listener);
  }
}
