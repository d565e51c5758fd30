import type { TabChannel } from '@ports/tabs.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** Messages between the tabs of this origin, by BroadcastChannel. */
export class BroadcastTabChannel implements TabChannel {
  private readonly channel: BroadcastChannel;

  constructor(name: string) {
    this.channel = new BroadcastChannel(name);
  }

  post(message: unknown): void {
    this.channel.postMessage(message);
  }

  onMessage(listener: (message: unknown) => void): Disposer {
    const hear = (event: MessageEvent<unknown>) => listener(event.data);
    this.channel.addEventListener('message', hear);
    return () => this.channel.removeEventListener('message', hear);
  }

  close(): void {
    this.channel.close();
  }
}
