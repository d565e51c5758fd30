import type { PeerLink, PeerTransport, Room } from '@ports/peerTransport.ts';

const live = new Map<string, PeerLink>();

/** Greets whoever links in `room` and sends back what comes on `sync`. */
export function echo(transport: PeerTransport, room: Room): void {
  transport.join(room, (link) => {
    link.onMessage((channel, message) => {
      if (channel === 'sync') void link.send('sync', message);
    });
    void link.send('sync', new TextEncoder().encode('hello'));
  });
}

/** Joins; ms from joining to the first message. */
export function measureJoin(transport: PeerTransport, room: Room): Promise<number> {
  return new Promise((resolve) => {
    const start = performance.now();
    transport.join(room, (link) => {
      live.set(room.name, link);
      const stop = link.onMessage(() => {
        stop();
        resolve(performance.now() - start);
      });
    });
  });
}

function linkIn(room: Room): PeerLink {
  const link = live.get(room.name);
  if (link === undefined) throw new Error('not linked');
  return link;
}

/** Round trips in ms of 300-byte messages on the link of {@link measureJoin}. */
export async function measureRoundTrips(room: Room, count: number): Promise<readonly number[]> {
  const link = linkIn(room);
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const answered = new Promise<void>((resolve) => {
      const stop = link.onMessage((channel) => {
        if (channel !== 'sync') return;
        stop();
        resolve();
      });
    });
    const start = performance.now();
    void link.send('sync', new Uint8Array(300));
    await answered;
    times.push(performance.now() - start);
  }
  return times;
}

/** Sends on `bulk`; megabytes a second, and the round trips of messages meanwhile. */
export async function measureBulk(
  room: Room,
  megabytes: number,
): Promise<{ readonly rate: number; readonly times: readonly number[] }> {
  const link = linkIn(room);
  const block = new Uint8Array(1024 * 1024);
  const start = performance.now();
  const moving = Promise.all(Array.from({ length: megabytes }, () => link.send('bulk', block)));
  const times = await measureRoundTrips(room, 40);
  await moving;
  return { rate: (megabytes * 1000) / (performance.now() - start), times };
}
