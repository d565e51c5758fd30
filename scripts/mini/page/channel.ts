import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { RealtimeBus } from '@services/mini/realtimeBus.ts';
import type { RoomLog } from './room.ts';

interface Seat {
  readonly log: RoomLog;
  readonly hear: (bytes: Uint8Array) => void;
  readonly peers: WritableSnapshot<number>;
}

/** The realtime channel of the room: only who is online and on it is reached. */
export class Channel {
  private readonly seats = new Set<Seat>();

  busOf(log: RoomLog): RealtimeBus {
    return {
      join: (_, hear) => {
        const seat: Seat = { log, hear, peers: writableSnapshot(0) };
        this.seats.add(seat);
        const stop = log.isOnline.subscribe(() => this.count());
        this.count();
        const leave = () => {
          stop();
          this.seats.delete(seat);
          this.count();
        };
        return { peers: seat.peers, leave, send: (bytes) => this.send(seat, bytes) };
      },
    };
  }

  private send(from: Seat, bytes: Uint8Array): void {
    if (!from.log.isOnline.get()) return;
    for (const seat of this.others(from)) seat.hear(bytes.slice());
  }

  private others(from: Seat): readonly Seat[] {
    return [...this.seats].filter((seat) => seat !== from && seat.log.isOnline.get());
  }

  private count(): void {
    for (const seat of this.seats) seat.peers.set(seat.log.isOnline.get() ? this.others(seat).length : 0);
  }
}
