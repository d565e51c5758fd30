import { toBase64url } from '@shared/base64url.ts';
import type { LinkCloseReason, Room } from '@ports/peerTransport.ts';
import { Announcer } from './announcer.ts';
import { Attempt } from './attempt.ts';
import { Bans } from './bans.ts';
import { ChannelLink } from './channelLink.ts';
import type { PeerConnection } from './peerConnection.ts';
import { RoomSignaling } from './roomSignaling.ts';
import type { RoomEngine, RoomEngineContext } from './roomEngine.ts';
import type { Announce, Offer, SignalMessage } from './signalMessage.ts';

/** Attempts beyond the places of the room: a stale or replayed announce must not hold the only one. */
const SPARE_ATTEMPTS = 3;
const MAX_NEWCOMERS = 16;
/** An announce that crossed with the link coming up says nothing about it. */
const SETTLED_AFTER = 2000;
/** After an end on purpose, or of something that never was a real link, the room looks again, but not at once. */
const PAUSE = 1000;
/** How long a peer that broke the protocol is not answered. */
const PAUSE_AFTER_VIOLATION = 10_000;

interface Live {
  readonly link: ChannelLink;
  readonly since: number;
}

/**
 * Finds the peers of one room and keeps links to them. Rules: whoever has a free place announces; whoever hears
 * it offers, and of two offers that cross the one of the lower key stands; nothing waits without a deadline; every loss starts the search again.
 */
export class RoomSupervisor implements RoomEngine {
  readonly #room: Room;
  readonly #context: RoomEngineContext;
  readonly #self: string;
  readonly #signaling: RoomSignaling;
  readonly #announcer: Announcer;
  readonly #bans: Bans;
  readonly #links = new Map<string, Live>();
  readonly #attempts = new Map<string, Attempt>();
  readonly #announced = new Map<string, number>();
  readonly #newcomers = new Set<string>();
  #nextAnnounce: Announce;
  /** Attempts that ran out of time since a link was last up. */
  #late = 0;
  #hasLeft = false;

  constructor(room: Room, context: RoomEngineContext) {
    this.#room = room;
    this.#context = context;
    this.#self = toBase64url(context.random.bytes(16));
    this.#nextAnnounce = { type: 'announce', from: this.#self, count: 1 };
    this.#bans = new Bans(context.clock);
    this.#announcer = new Announcer(context, () => this.#announce());
    this.#signaling = new RoomSignaling(room, context.signaling, {
      received: (message) => this.#received(message),
      online: () => this.#announcer.restart(),
    });
    this.#signaling.prepare(this.#nextAnnounce);
  }

  get linkCount(): number {
    return this.#links.size;
  }

  leave(): void {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    this.#announcer.stop();
    this.#bans.clear();
    this.closeLinks();
    this.#signaling.leave();
  }

  closeLinks({ isLeaving } = { isLeaving: false }): void {
    for (const link of [...this.#links.values(), ...this.#attempts.values()].map((one) => one.link)) {
      if (isLeaving) link.closeAtOnce();
      else link.close();
    }
  }

  nudge(): void {
    for (const { link } of this.#links.values()) link.probe();
    this.#announcer.restart();
  }

  startOver(): void {
    for (const attempt of this.#attempts.values()) attempt.link.drop('failed');
    this.#announcer.restart();
  }

  #announce(): void {
    if (this.#hasLeft || this.#places() <= 0) return;
    this.#signaling.send(this.#nextAnnounce);
    this.#nextAnnounce = { ...this.#nextAnnounce, count: this.#nextAnnounce.count + 1 };
    this.#signaling.prepare(this.#nextAnnounce);
  }

  /** Places that no ready or accepted link holds. */
  #places(): number {
    const accepted = [...this.#attempts.values()].filter((attempt) => attempt.link.isAccepted).length;
    return this.#room.capacity - this.#links.size - accepted;
  }

  #received(message: SignalMessage): void {
    if (this.#hasLeft || message.from === this.#self || this.#bans.has(message.from)) return;
    if (message.type === 'announce') return this.#heardAnnounce(message);
    if (message.to !== this.#self) return;
    if (message.type === 'offer') return this.#heardOffer(message);
    const attempt = this.#attempts.get(message.from);
    if (attempt?.token !== message.token) return;
    if (message.type === 'answer') attempt.takeAnswer(message.sdp);
    else attempt.takeCandidates(message.candidates);
  }

  #heardAnnounce(message: Announce): void {
    // Of the same message by way of several services, or a replayed one, only the first counts.
    if (message.count <= (this.#announced.get(message.from) ?? 0)) return;
    if (this.#announced.size >= 256) this.#announced.clear();
    this.#announced.set(message.from, message.count);
    this.#meet(message.from);
  }

  /** Someone authentic is there and has a place free for us. */
  #meet(remote: string): void {
    if (this.#attempts.has(remote)) return;
    const live = this.#links.get(remote);
    if (live !== undefined) {
      // It announces, so it has no link to us: ours may be dead without our knowing.
      live.link.probe();
      if (this.#context.clock.monotonic() - live.since < SETTLED_AFTER) return;
    } else if (this.#places() <= 0) {
      return this.#keepWaiting(remote);
    }
    this.#attempt(remote, toBase64url(this.#context.random.bytes(12)), true)?.offer();
  }

  #heardOffer(message: Offer): void {
    const current = this.#attempts.get(message.from);
    if (current !== undefined) return this.#heardAnotherOffer(message, current);
    if (!this.#links.has(message.from) && this.#places() <= 0) return this.#keepWaiting(message.from);
    this.#attempt(message.from, message.token, false)?.takeOffer(message.sdp);
  }

  #heardAnotherOffer(message: Offer, current: Attempt): void {
    if (current.token === message.token) {
      if (!current.isInitiator) current.takeOffer(message.sdp);
      return;
    }
    // Offers crossed, or ours is open already: the one of the lower key stands. Who offers after an answer has given up what it answered.
    const isCrossed = current.isInitiator && !current.isAnswered;
    if ((isCrossed && this.#self < message.from) || current.link.isOpen) return;
    current.link.drop('failed');
    this.#attempt(message.from, message.token, false)?.takeOffer(message.sdp);
  }

  /** The room is full, perhaps with a link that is dead: find out, and remember who waits. */
  #keepWaiting(remote: string): void {
    if (this.#newcomers.size < MAX_NEWCOMERS) this.#newcomers.add(remote);
    for (const { link } of this.#links.values()) link.probe();
  }

  #attempt(remote: string, token: string, isInitiator: boolean): Attempt | null {
    this.#makeRoomForAttempt();
    const connection = this.#connection();
    if (connection === null) return null;
    const link = new ChannelLink({ id: this.#context.linkId(), room: this.#room.name, remote }, connection.wire, {
      clock: this.#context.clock,
      events: {
        opened: () => this.#opened(link),
        ready: () => this.#ready(link),
        ended: (_, reason, ban) => this.#ended(link, reason, ban),
      },
    });
    const attempt = new Attempt({ link, token, isInitiator, late: this.#late }, connection, {
      clock: this.#context.clock,
      self: this.#self,
      send: (message) => this.#signaling.send(message),
    });
    this.#attempts.set(remote, attempt);
    return attempt;
  }

  #connection(): PeerConnection | null {
    try {
      return this.#context.connect(this.#context.iceServers());
    } catch {
      // Malformed ICE servers: the room goes on looking and takes the next settings.
      return null;
    }
  }

  #makeRoomForAttempt(): void {
    if (this.#attempts.size < this.#room.capacity + SPARE_ATTEMPTS) return;
    const oldest = [...this.#attempts.values()].find((attempt) => !attempt.link.isAccepted);
    oldest?.link.drop('failed');
  }

  #opened(link: ChannelLink): void {
    const stale = this.#links.get(link.remote);
    if (stale === undefined && this.#places() <= 0) return link.close();
    stale?.link.drop('failed');
    link.accept();
  }

  #ready(link: ChannelLink): void {
    this.#attempts.get(link.remote)?.stop();
    this.#attempts.delete(link.remote);
    this.#newcomers.delete(link.remote);
    this.#late = 0;
    this.#links.set(link.remote, { link, since: this.#context.clock.monotonic() });
    this.#context.changed();
    this.#context.onLink(link);
  }

  #ended(link: ChannelLink, reason: LinkCloseReason, ban: number | undefined): void {
    const live = this.#links.get(link.remote);
    const wasLive = live?.link === link;
    this.#forget(link);
    if (this.#hasLeft) return;
    if (wasLive) this.#context.changed();
    else if (reason === 'timeout') this.#late += 1;
    this.#ban(link.remote, reason, ban);
    const isFault = reason === 'failed' || reason === 'timeout';
    const hasLived = wasLive && this.#context.clock.monotonic() - live.since > SETTLED_AFTER;
    this.#announcer.restart(isFault && hasLived ? 0 : PAUSE);
    this.#welcome();
  }

  #forget(link: ChannelLink): void {
    if (this.#links.get(link.remote)?.link === link) this.#links.delete(link.remote);
    const attempt = this.#attempts.get(link.remote);
    if (attempt?.link !== link) return;
    attempt.stop();
    this.#attempts.delete(link.remote);
  }

  #ban(remote: string, reason: LinkCloseReason, ban: number | undefined): void {
    if (reason !== 'local' && reason !== 'protocol') return;
    this.#bans.add(remote, ban ?? (reason === 'local' ? PAUSE : PAUSE_AFTER_VIOLATION), () =>
      this.#announcer.restart(),
    );
  }

  /** A place may be free for those who came while there was none. */
  #welcome(): void {
    for (const remote of this.#newcomers) {
      if (this.#places() <= 0) return;
      this.#newcomers.delete(remote);
      if (!this.#bans.has(remote)) this.#meet(remote);
    }
  }
}
