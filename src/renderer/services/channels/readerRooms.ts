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
/** Who waits and was visited within this does so as long as a turn lasts, ms: else rooms that have nothing to tell give way at once. */
export const VISITED_WITHIN = 30 * 60_000;
/** How long one stays at least, ms: readers are met one after the other. */
const STAY = 8000;
/** How long nothing must have come before a room is taken to have nothing to tell, ms. */
const QUIET = 4000;
/** How long one waits in a room for anybody to be there, ms. */
const EMPTY = 15_000;
/** How often it is looked whether a room has nothing to tell, ms. */
const LOOK_EVERY = 2000;
/** Messages about files that are larger than this bring some of one, bytes. */
const PART_OF_FILE = 2048;
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
  /** When something was last brought there. */
  readonly news: { at: number };
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
  private stopLooking: Disposer = () => undefined;
  private isStarted = false;

  constructor(parts: ReaderRoomParts) {
    this.parts = parts;
  }

  start(): void {
    this.isStarted = true;
    this.disposers.push(this.parts.book.channels.subscribe(() => this.follow()));
    this.follow();
    this.turn();
    this.look();
    this.mix();
  }

  dispose(): void {
    this.isStarted = false;
    this.stopTurning();
    this.stopLooking();
    this.stopMixing();
    for (const dispose of this.disposers) dispose();
    for (const space of this.rooms.keys()) this.leave(space);
  }

  /** Channels whose room one is in, and how many readers are linked there. */
  get linked(): ReadonlyMap<SpaceId, number> {
    return new Map([...this.rooms].map(([space, { sessions }]) => [space, sessions.size]));
  }

  /** Something of a channel came: whoever brought it may have more. */
  heard(space: SpaceId): void {
    const room = this.rooms.get(space);
    if (room !== undefined) room.news.at = this.parts.clock.monotonic();
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
    const now = this.parts.clock.monotonic();
    this.giveWay(this.waiting().length, ({ since }) => now - since >= ROOM_TURN);
  }

  /** Gives rooms that have nothing to tell up for those nobody visited for long: so all are visited soon after a start. */
  private look(): void {
    this.stopLooking = this.parts.clock.after(LOOK_EVERY, () => this.look());
    const now = this.parts.clock.monotonic();
    const isLong = (at: number | undefined) => at === undefined || now - at >= VISITED_WITHIN;
    const waiting = this.waiting().filter(({ space }) => isLong(this.leftAt.get(space)));
    this.giveWay(waiting.length, (room) => isToldAll(room, now));
  }

  private waiting(): readonly KnownChannel[] {
    return this.channels().filter(({ space }) => !this.rooms.has(space));
  }

  /** Leaves so many rooms at most, of those that may be left the one that was joined first. */
  private giveWay(most: number, mayLeave: (room: Room) => boolean): void {
    if (most === 0) return;
    const own = this.steady();
    const over = [...this.rooms].filter(([space, room]) => !own.has(space) && mayLeave(room));
    const places = over.toSorted(([, one], [, other]) => one.since - other.since).slice(0, most);
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
    const now = this.parts.clock.monotonic();
    const news = { at: now };
    const room = { ...channelRoom(space), signaling: channel.record.signaling, capacity: ROOM_LINKS };
    const joined = this.parts.transport.join(room, (link) => this.met(space, sessions, link));
    this.rooms.set(space, { joined, since: now, mixedAt: now, news, sessions });
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
    this.heard(space);
    link.onMessage((channel, bytes) => {
      if (channel === 'bulk' && bytes.length > PART_OF_FILE) this.heard(space);
    });
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

/** Whether a room has nothing to tell: all who are there have what is here, and nothing comes; or nobody is there. */
function isToldAll({ since, news, sessions }: Room, now: number): boolean {
  if (sessions.size === 0) return now - Math.max(since, news.at) >= EMPTY;
  if (now - since < STAY || now - news.at < QUIET) return false;
  return [...sessions.values()].every(({ synced: { equal, shared } }) => shared > 0 && equal === shared);
}
