import type { Disposer } from '@ports/snapshot.ts';
import { SOLE_SEAT_DEADLINE, type SoleSeats, type TabChannel } from '@ports/tabs.ts';

/** Seats as Web Locks of this origin, asked for over a channel of the tabs. The browser frees those of a tab that ends, however it ends. */
export class WebSoleSeats implements SoleSeats {
  private readonly channel: TabChannel;
  private readonly locks: LockManager;
  private readonly holders = new Map<string, () => void>();

  constructor(channel: TabChannel, locks: LockManager = navigator.locks) {
    this.channel = channel;
    this.locks = locks;
    channel.onMessage((name) => {
      if (typeof name === 'string') this.holders.get(name)?.();
    });
  }

  async take(name: string, onAsked: () => void): Promise<Disposer> {
    this.channel.post(name);
    return this.hold(name, onAsked, await this.wait(name, onAsked));
  }

  async takeFree(name: string, onAsked: () => void): Promise<Disposer | null> {
    const release = await this.request(name, { ifAvailable: true }, onAsked).catch(() => null);
    return release === null ? null : this.hold(name, onAsked, release);
  }

  private hold(name: string, onAsked: () => void, release: Disposer): Disposer {
    this.holders.set(name, onAsked);
    return () => {
      if (this.holders.get(name) === onAsked) this.holders.delete(name);
      release();
    };
  }

  /** A tab that does not let go loses it: it may be one that the browser has stopped. */
  private async wait(name: string, onLost: () => void): Promise<Disposer> {
    try {
      return await this.request(name, { signal: AbortSignal.timeout(SOLE_SEAT_DEADLINE) }, onLost);
    } catch {
      return this.request(name, { steal: true }, onLost);
    }
  }

  /** Resolves once it is granted, rejects when it was not in time. */
  private request(name: string, options: LockOptions, onLost: () => void): Promise<Disposer> {
    return new Promise((granted, refused) => {
      let isGranted = false;
      const hold = (lock: Lock | null) => {
        if (lock === null) throw new Error('another tab has it');
        return new Promise<void>((release) => {
          isGranted = true;
          granted(() => release());
        });
      };
      this.locks.request(`banyan ${name}`, options, hold).catch((cause: unknown) => {
        if (isGranted) onLost();
        else refused(cause instanceof Error ? cause : new Error('the lock was refused'));
      });
    });
  }
}
