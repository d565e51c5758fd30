import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { TabChannel } from '@ports/tabs.ts';
import type { RealtimeBus, RealtimeSeat } from '../mini/realtimeBus.ts';
import { SIT_EVERY } from './remoteRealtime.ts';
import { type TabMessage, readTabMessage } from './tabMessages.ts';

/** A tab that has not said for this long that it is on a channel is gone, ms. A tab in the background is woken once a minute at the least. */
export const SEAT_LASTS = 70_000 + SIT_EVERY;

interface Sitting {
  readonly seat: RealtimeSeat;
  readonly stopFollowing: Disposer;
  stopWaiting: Disposer;
}

/** The engine's side of other tabs' realtime channels (TAB-7): sits on them in their name, and hands on what is heard there. */
export class RealtimeDesk {
  private readonly sittings = new Map<string, Sitting>();
  private readonly parts: { readonly channel: TabChannel; readonly clock: Clock; readonly realtime: RealtimeBus };
  private readonly stop: Disposer;

  constructor(parts: RealtimeDesk['parts']) {
    this.parts = parts;
    this.stop = parts.channel.onMessage((value) => {
      const message = readTabMessage(value);
      if (message?.t === 'realtime.sit') this.sit(message);
      if (message?.t === 'realtime.send') this.sittings.get(message.seat)?.seat.send(message.bytes);
      if (message?.t === 'realtime.leave') this.leave(message.seat);
    });
  }

  dispose(): void {
    this.stop();
    for (const id of [...this.sittings.keys()]) this.leave(id);
  }

  private sit(message: TabMessage & { readonly t: 'realtime.sit' }): void {
    const { channel, clock } = this.parts;
    const sitting = this.sittings.get(message.seat) ?? this.begin(message);
    sitting.stopWaiting();
    sitting.stopWaiting = clock.after(SEAT_LASTS, () => this.leave(message.seat));
    channel.post({ t: 'realtime.peers', seat: message.seat, count: sitting.seat.peers.get() });
  }

  private begin({ seat: id, instance, space }: TabMessage & { readonly t: 'realtime.sit' }): Sitting {
    const { channel, realtime } = this.parts;
    const seat = realtime.join({ instance, space }, (bytes) => channel.post({ t: 'realtime.heard', seat: id, bytes }));
    const tell = () => channel.post({ t: 'realtime.peers', seat: id, count: seat.peers.get() });
    const sitting: Sitting = { seat, stopFollowing: seat.peers.subscribe(tell), stopWaiting: () => undefined };
    this.sittings.set(id, sitting);
    return sitting;
  }

  private leave(id: string): void {
    const sitting = this.sittings.get(id);
    if (sitting === undefined) return;
    this.sittings.delete(id);
    sitting.stopWaiting();
    sitting.stopFollowing();
    sitting.seat.leave();
  }
}
