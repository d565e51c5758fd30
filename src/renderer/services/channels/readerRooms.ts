import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { channelRoom } from '@domain/channel/room.ts';
import { type ReaderWord, encodeWord } from '@domain/channel/words.ts';
import type { Clock } from '@ports/clock.ts';
import type { JoinedRoom, PeerLink, PeerTransport } from '@ports/peerTransport.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { PeerSession } from '../replication/peerSession.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { ChannelBook } from './channelBook.ts';
import type { KnownChannel } from './knownChannel.ts';

/** Links in one room. */
export const ROOM_LINKS = 8;
/** Rooms one is in at a time. Who follows more goes round. */
export const MOST_ROOMS = 12;
/** Rooms of channels one writes that are never given up. */
const STEADY_ROOMS = 8;
/** How long one stays in a room while others wait for their turn, ms. */
export const ROOM_TURN = 90_000;
/** How often a full room gives one link up for another, ms: without it those who came at one time would know each other alone. */
export const MIX_EVERY = 30_000;
/** The same in a room that was joined within the last {@link YOUNG}, ms: whoever comes late comes among others who came late. */
const MIX_YOUNG = 5000;
const YOUNG = 60_000;
/** How long who was given up is not linked again, ms. */
const MIX_BAN = 120_000;

/** What the rooms work with. */
export interface ReaderRoomParts {
  readonly transport: PeerTransport;
  readonly replicator: Pick<Replicator, 'link'>;
  readonly book: ChannelBook;
  readonly clock: Clock;
  readonly random: Random;
  /** A reader was met: nothing was said yet. */
  readonly onMet: (space: SpaceId, say: (word: ReaderWord) => void) => void;
  /** A link to a reader ended: nobody comes back under that name. */
  readonly onParted: (reader: AccountId) => void;
  /** Who is met changed. */
  readonly onChanged: () => void;
}

interface Room {
  joined: JoinedRoom;
  readonly since: number;
  mixedAt: number;
  readonly sessions: Map<AccountId, PeerSession>;
}

/**
 * Meets other readers of the channels of this device, each in its own open room, as nobody (REP-26): for each link both sides make up
 * ids that are used for nothing else.
 */
export class ReaderRooms {
  private readonly parts: ReaderRoomParts;
  private readonly rooms = new Map<SpaceId, Room>();
  private readonly leftAt = new Map<SpaceId, number>();
  private readonly disposers: Disposer[] = [];
  private stopTurning: Disposer = () => undefined;
  private stopMixing: Disposer = () => undefined;
  private isStarted = false;

  constructor(parts: ReaderRoomParts) {
    this.parts = parts;
  }

  start(): void {
    this.isStarted = true;
    this.disposers.push(this.parts.book.channels.subscribe(() => this.follow()));
    this.follow();
    this.turn();
    this.mix();
  }

  dispose(): void {
    this.isStarted = false;
    this.stopTurning();
    this.stopMixing();
    for (const dispose of this.disposers) dispose();
    for (const space of this.rooms.keys()) this.leave(space);
  }

  /** Channels whose room one is in, and how many readers are linked there. */
  get linked(): ReadonlyMap<SpaceId, number> {
    return new Map([...this.rooms].map(([space, { sessions }]) => [space, sessions.size]));
  }

  /** Says something to everybody linked in a room, but for whom it is from. */
  say(space: SpaceId, word: ReaderWord, except: AccountId | null = null): void {
    const bytes = encodeWord(word);
    for (const [reader, session] of this.rooms.get(space)?.sessions ?? [])
      if (reader !== except) session.say({ t: 'feed.word', lane: 'channels', word: bytes });
  }

  /** Says something to one reader. */
  sayTo(space: SpaceId, reader: AccountId, word: ReaderWord): void {
    const session = this.rooms.get(space)?.sessions.get(reader);
    session?.say({ t: 'feed.word', lane: 'channels', word: encodeWord(word) });
  }

  /** Joins and leaves rooms until they are those whose turn it is. */
  private follow(): void {
    if (!this.isStarted) return;
    const wanted = this.wanted();
    for (const space of this.rooms.keys()) if (!wanted.has(space)) this.leave(space);
    for (const space of wanted) if (!this.rooms.has(space)) this.join(space);
  }

  /** Some of those one writes, those one is in, then those one was in longest ago. */
  private wanted(): ReadonlySet<SpaceId> {
    const channels = this.channels();
    const own = this.steady();
    const rank = (space: SpaceId) => (this.rooms.has(space) ? -1 : (this.leftAt.get(space) ?? 0));
    const sorted = channels.toSorted(
      (one, other) => Number(own.has(other.space)) - Number(own.has(one.space)) || rank(one.space) - rank(other.space),
    );
    return new Set(sorted.slice(0, MOST_ROOMS).map(({ space }) => space));
  }

  /** Gives the rooms that were joined longest ago up for those that wait. */
  private turn(): void {
    this.stopTurning = this.parts.clock.after(ROOM_TURN, () => this.turn());
    const { clock } = this.parts;
    const waiting = this.channels().filter(({ space }) => !this.rooms.has(space));
    const own = this.steady();
    const over = [...this.rooms].filter(
      ([space, { since }]) => !own.has(space) && clock.monotonic() - since >= ROOM_TURN,
    );
    const places = over.toSorted(([, one], [, other]) => one.since - other.since).slice(0, waiting.length);
    for (const [space] of places) this.leave(space);
    if (places.length > 0) this.follow();
  }

  private channels(): readonly KnownChannel[] {
    return [...this.parts.book.channels.get().values()].filter(({ record, pen }) => record.followed || pen !== null);
  }

  /** Channels one writes and is always in: what readers send should not have to wait. */
  private steady(): ReadonlySet<SpaceId> {
    const own = this.channels().filter(({ pen }) => pen !== null);
    return new Set(own.slice(0, STEADY_ROOMS).map(({ space }) => space));
  }

  private mix(): void {
    const spread = (this.parts.random.bytes(1)[0] ?? 0) / 256;
    this.stopMixing = this.parts.clock.after(MIX_YOUNG * (0.5 + spread), () => {
      const now = this.parts.clock.monotonic();
      for (const room of this.rooms.values()) this.mixRoom(room, now);
      this.mix();
    });
  }

  private mixRoom(room: Room, now: number): void {
    const { sessions, since, mixedAt } = room;
    const isDue = now - mixedAt >= (now - since < YOUNG ? MIX_YOUNG : MIX_EVERY);
    if (!isDue || sessions.size < ROOM_LINKS) return;
    room.mixedAt = now;
    const place = (this.parts.random.bytes(1)[0] ?? 0) % sessions.size;
    [...sessions.values()][place]?.link.close({ ban: MIX_BAN });
  }

  private join(space: SpaceId): void {
    const channel = this.parts.book.get(space);
    if (channel === null) return;
    const sessions: Room['sessions'] = new Map();
    const room = { ...channelRoom(space), signaling: channel.record.signaling, capacity: ROOM_LINKS };
    const joined = this.parts.transport.join(room, (link) => this.met(space, sessions, link));
    const now = this.parts.clock.monotonic();
    this.rooms.set(space, { joined, since: now, mixedAt: now, sessions });
  }

  private leave(space: SpaceId): void {
    this.leftAt.set(space, this.parts.clock.monotonic());
    this.rooms.get(space)?.joined.leave();
    this.rooms.delete(space);
    this.parts.onChanged();
  }

  private met(space: SpaceId, sessions: Room['sessions'], link: PeerLink): void {
    const { book, random, replicator, onMet, onParted, onChanged } = this.parts;
    const account = toBase64url(random.bytes(32)) as AccountId;
    const device = toBase64url(random.bytes(32)) as DeviceId;
    book.meet(account, space);
    const session = replicator.link(link, { account, device, isReader: true });
    sessions.set(account, session);
    link.onClose(() => {
      book.part(account);
      sessions.delete(account);
      onParted(account);
      onChanged();
    });
    onChanged();
    onMet(space, (word) => session.say({ t: 'feed.word', lane: 'channels', word: encodeWord(word) }));
  }
}
