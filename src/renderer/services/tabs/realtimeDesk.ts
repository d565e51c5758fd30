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
    if (sitting === null) {
      channel.post({ t: 'realtime.peers', seat: message.seat, count: 0 });
      return;
    }
    sitting.stopWaiting();
    sitting.stopWaiting = clock.after(SEAT_LASTS, () => this.leave(message.seat));
    channel.post({ t: 'realtime.peers', seat: message.seat, count: sitting.seat.peers.get() });
  }

  /** Null where a tab that opened it later has it: it is tried again when this one says again that it is there. */
  private begin({ seat: id, instance, space, since }: TabMessage & { readonly t: 'realtime.sit' }): Sitting | null {
    const { channel, realtime } = this.parts;
    const taken = { isSo: false };
    const onTaken = () => {
      taken.isSo = true;
      this.leave(id);
    };
    const hear = (bytes: Uint8Array) => channel.post({ t: 'realtime.heard', seat: id, bytes });
    const seat = realtime.join({ instance, space, since, onTaken }, hear);
    if (taken.isSo) return null;
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
