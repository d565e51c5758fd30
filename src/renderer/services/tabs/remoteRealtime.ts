import type { Clock } from '@ports/clock.ts';
import { type Disposer, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { TabChannel } from '@ports/tabs.ts';
import type { RealtimeBus, RealtimeSeat } from '../mini/realtimeBus.ts';
import { type TabMessage, readTabMessage } from './tabMessages.ts';

/** How often a tab says which channels it is on, ms: the engine's tab may be another one since. */
export const SIT_EVERY = 5000;

interface Seat {
  readonly place: Parameters<RealtimeBus['join']>[0];
  readonly hear: (bytes: Uint8Array) => void;
  readonly peers: WritableSnapshot<number>;
  readonly since: number;
}

/** Realtime channels as a tab without the engine has them (TAB-7): what is said goes to the engine's tab, which has the links. */
export class RemoteRealtime implements RealtimeBus {
  private readonly seats = new Map<string, Seat>();
  private readonly parts: { readonly channel: TabChannel; readonly clock: Clock; readonly tab: string };
  private readonly stopHearing: Disposer;
  private stopSaying: Disposer = () => undefined;
  private count = 0;

  constructor(parts: RemoteRealtime['parts']) {
    this.parts = parts;
    this.stopHearing = parts.channel.onMessage((value) => this.hear(readTabMessage(value)));
  }

  join(place: Seat['place'], onMessage: Seat['hear']): RealtimeSeat {
    this.count += 1;
    const id = `${this.parts.tab}:${this.count}`;
    const seat: Seat = { place, hear: onMessage, peers: writableSnapshot(0), since: this.parts.clock.now() };
    this.seats.set(id, seat);
    this.sayRegularly();
    return {
      peers: seat.peers,
      send: (bytes) => {
        if (this.seats.has(id)) this.parts.channel.post({ t: 'realtime.send', seat: id, bytes });
      },
      leave: () => {
        if (this.seats.delete(id)) this.parts.channel.post({ t: 'realtime.leave', seat: id });
      },
    };
  }

  dispose(): void {
    this.stopHearing();
    this.stopSaying();
    for (const seat of this.seats.keys()) this.parts.channel.post({ t: 'realtime.leave', seat });
    this.seats.clear();
  }

  private sayRegularly(): void {
    this.stopSaying();
    if (this.seats.size === 0) return;
    for (const [seat, { place, since }] of this.seats)
      this.parts.channel.post({ t: 'realtime.sit', seat, instance: place.instance, space: place.space, since });
    this.stopSaying = this.parts.clock.after(SIT_EVERY, () => this.sayRegularly());
  }

  private hear(message: TabMessage | null): void {
    if (message?.t === 'realtime.heard') this.seats.get(message.seat)?.hear(message.bytes);
    if (message?.t === 'realtime.peers') this.seats.get(message.seat)?.peers.set(message.count);
  }
}
