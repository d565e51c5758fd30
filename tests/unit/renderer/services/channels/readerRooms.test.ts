import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import type { SpaceId } from '@shared/ids.ts';
import { channelRoom } from '@domain/channel/room.ts';
import type { JoinedRoom, LinkCloseReason, PeerLink, Room } from '@ports/peerTransport.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { KnownChannel } from '@services/channels/knownChannel.ts';
import {
  MOST_ROOMS,
  ROOM_TURN,
  ReaderRooms,
  type ReaderRoomParts,
  VISITED_WITHIN,
} from '@services/channels/readerRooms.ts';
import type { PeerSession } from '@services/replication/peerSession.ts';
import { fakeSpaceId } from '../../../../support/web/fakeIds.ts';
import { settle } from '../../../../support/shared/settle.ts';

/** What a reader in a room has: `level` all that is here, `behind` something else, `nobody` is there. */
type There = 'level' | 'behind' | 'nobody';

/** Rooms of so many channels, of which the first so many are one's own. */
class Visits {
  readonly clock = new FakeClock({ settle });
  readonly spaces: readonly SpaceId[];
  /** In which rooms one is, and when each was entered, ms. */
  readonly inside = new Set<SpaceId>();
  readonly entered = new Map<SpaceId, number[]>();
  readonly there = new Map<SpaceId, There>();
  most = 0;
  readonly rooms: ReaderRooms;
  private readonly links = new Map<SpaceId, (channel: 'sync' | 'bulk', bytes: Uint8Array) => void>();

  constructor(count: number, own = 0) {
    this.spaces = Array.from({ length: count }, (_, place) => fakeSpaceId(`channel ${place}`));
    const channels = new Map(this.spaces.map((space, place) => [space, channelOf(space, place < own)]));
    const names = new Map(this.spaces.map((space) => [channelRoom(space).name, space]));
    this.rooms = new ReaderRooms({
      ...{ clock: this.clock, random: new SeededRandom(1), onMet: () => undefined, onParted: () => undefined },
      onChanged: () => undefined,
      book: bookOf(writableSnapshot(channels)),
      transport: transportOf((room, onLink) => this.enter(names.get(room.name), onLink)),
      // Of a session rooms look at nothing but how far it has come.
      replicator: { link: (link) => this.sessionOf(link) as unknown as PeerSession },
    });
  }

  async pass(time: number): Promise<void> {
    for (let passed = 0; passed < time; passed += 500) await this.clock.advance(500);
  }

  /** Somebody in a room sends something about a file. */
  send(space: SpaceId, size: number): void {
    this.links.get(space)?.('bulk', new Uint8Array(size));
  }

  private enter(space: SpaceId | undefined, onLink: (link: PeerLink) => void): JoinedRoom {
    if (space === undefined) throw new Error('a room of no channel');
    this.inside.add(space);
    this.most = Math.max(this.most, this.inside.size);
    this.entered.set(space, [...(this.entered.get(space) ?? []), this.clock.monotonic()]);
    const ends: ((reason: LinkCloseReason) => void)[] = [];
    if ((this.there.get(space) ?? 'level') !== 'nobody')
      this.clock.after(2000, () => {
        if (this.inside.has(space)) onLink(this.linkIn(space, ends));
      });
    return {
      leave: () => {
        this.inside.delete(space);
        this.links.delete(space);
        for (const end of ends) end('local');
      },
    };
  }

  private linkIn(space: SpaceId, ends: ((reason: LinkCloseReason) => void)[]): PeerLink {
    // Rooms hear what comes, and the end.
    return {
      room: space,
      onMessage: (listener: (channel: 'sync' | 'bulk', bytes: Uint8Array) => void) => {
        this.links.set(space, listener);
        return () => undefined;
      },
      onClose: (listener: (reason: LinkCloseReason) => void) => {
        ends.push(listener);
        return () => undefined;
      },
    } as unknown as PeerLink;
  }

  private sessionOf({ room }: PeerLink): Pick<PeerSession, 'synced' | 'say'> {
    const { there } = this;
    return {
      say: () => undefined,
      get synced() {
        return { equal: (there.get(room as SpaceId) ?? 'level') === 'level' ? 1 : 0, shared: 1 };
      },
    };
  }
}

// Of what is known of a channel rooms look at who follows and who writes.
function channelOf(space: SpaceId, isOwn: boolean): KnownChannel {
  return { space, record: { followed: true, signaling: [] }, pen: isOwn ? {} : null } as unknown as KnownChannel;
}

function bookOf(channels: Snapshot<ReadonlyMap<SpaceId, KnownChannel>>): ReaderRoomParts['book'] {
  const get = (space: SpaceId) => channels.get().get(space) ?? null;
  return { channels, get, meet: () => undefined, part: () => undefined } as unknown as ReaderRoomParts['book'];
}

function transportOf(join: (room: Room, onLink: (link: PeerLink) => void) => JoinedRoom): ReaderRoomParts['transport'] {
  return { join } as unknown as ReaderRoomParts['transport'];
}

describe('many channels', () => {
  it('CHN-9 fifty that have nothing to tell are all visited within a minute, twelve at a time', async () => {
    const visits = new Visits(50);
    visits.rooms.start();
    await visits.pass(60_000);
    expect(visits.entered.size).toBe(50);
    expect(visits.most).toBe(MOST_ROOMS);
    // All were visited: from now on each has a whole turn.
    const before = [...visits.entered.values()].flat().length;
    await visits.pass(ROOM_TURN * 3);
    const joined = [...visits.entered.values()].flat().length - before;
    expect(joined).toBeGreaterThan(MOST_ROOMS);
    expect(joined).toBeLessThanOrEqual(MOST_ROOMS * 4);
    visits.rooms.dispose();
    expect(visits.inside.size).toBe(0);
  });

  it('CHN-9 a room in which nobody is holds nobody up', async () => {
    const visits = new Visits(40);
    for (const space of visits.spaces) visits.there.set(space, 'nobody');
    visits.rooms.start();
    await visits.pass(80_000);
    expect(visits.entered.size).toBe(40);
  });

  it('CHN-9 a room that has something to tell keeps its turn', async () => {
    const visits = new Visits(40);
    const [behind, bringing, files] = visits.spaces.slice(0, 3) as [SpaceId, SpaceId, SpaceId];
    visits.there.set(behind, 'behind');
    visits.rooms.start();
    for (let passed = 0; passed < ROOM_TURN - 2000; passed += 2000) {
      visits.rooms.heard(bringing);
      visits.send(files, 200_000);
      await visits.pass(2000);
      for (const space of [behind, bringing, files]) expect(visits.inside.has(space)).toBe(true);
    }
    // The others went round meanwhile.
    expect(visits.entered.size).toBe(40);
    await visits.pass(ROOM_TURN);
    expect(visits.inside.has(behind)).toBe(false);
  });

  it('CHN-9 questions about files that nobody has keep no room', async () => {
    const visits = new Visits(20);
    const [asked] = visits.spaces as [SpaceId];
    visits.rooms.start();
    for (let passed = 0; passed < 20_000; passed += 1000) {
      visits.send(asked, 100);
      await visits.pass(1000);
    }
    expect(visits.entered.size).toBe(20);
  });

  it('CHN-9 those one writes are never left, and whom nobody visited for long is visited at once', async () => {
    const visits = new Visits(14, 8);
    visits.rooms.start();
    await visits.pass(VISITED_WITHIN + 10 * ROOM_TURN);
    for (const space of visits.spaces.slice(0, 8)) expect(visits.entered.get(space)).toHaveLength(1);
    for (const space of visits.spaces.slice(8)) expect(visits.entered.get(space)?.length).toBeGreaterThan(5);
    expect(visits.most).toBe(MOST_ROOMS);
  });
});
