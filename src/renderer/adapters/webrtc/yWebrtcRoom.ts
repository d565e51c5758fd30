import { WebrtcProvider } from 'y-webrtc';
import * as Y from 'yjs';
import type { Disposer } from '@ports/snapshot.ts';
import type { LinkCloseReason, Room } from '@ports/peerTransport.ts';
import { CONNECT_DEADLINE } from './attempt.ts';
import { Bans } from './bans.ts';
import { ChannelLink } from './channelLink.ts';
import type { RoomEngine, RoomEngineContext } from './roomEngine.ts';
import { openRtcWire } from './rtcWire.ts';

/** y-webrtc announces once: without a peer for this long a fresh provider announces again. */
const LONELY_RESTART = 10_000;
const PAUSE = 1000;
/** A link's last word must get out before its provider goes. */
const FAREWELL = 300;

/** The peer connection inside one of y-webrtc's; null when simple-peer has let go of it. */
function connectionOf(peer: unknown): RTCPeerConnection | null {
  if (typeof peer !== 'object' || peer === null || !('_pc' in peer)) return null;
  return peer._pc instanceof RTCPeerConnection ? peer._pc : null;
}

/**
 * A room whose connections y-webrtc makes, supervised because it does not heal: a link that fails or does not come up
 * in time is answered with a fresh provider, and so a new peer id. Its document stays empty; presence is its awareness.
 * Slower and slower to heal than {@link RoomSupervisor} (docs/adr/0002): for rooms open to other y-webrtc peers.
 */
export class YWebrtcRoom implements RoomEngine {
  readonly #room: Room;
  readonly #context: RoomEngineContext;
  readonly #bans: Bans;
  readonly #links = new Map<string, ChannelLink>();
  readonly #attempts = new Map<string, { readonly link: ChannelLink; readonly deadline: Disposer }>();
  #provider: WebrtcProvider | null = null;
  #restart: Promise<void> = Promise.resolve();
  #lonely: Disposer = () => {};
  #hasLeft = false;

  constructor(room: Room, context: RoomEngineContext) {
    this.#room = room;
    this.#context = context;
    this.#bans = new Bans(context.clock);
    this.#open();
  }

  get linkCount(): number {
    return this.#links.size;
  }

  leave(): void {
    this.#hasLeft = true;
    this.#bans.clear();
    this.closeLinks();
    this.#renew();
  }

  closeLinks({ isLeaving } = { isLeaving: false }): void {
    for (const link of this.#links.values()) {
      if (isLeaving) link.closeAtOnce();
      else link.close();
    }
    for (const { link } of this.#attempts.values()) link.drop('failed');
  }

  nudge(): void {
    for (const link of this.#links.values()) link.probe();
    if (this.#links.size === 0 && this.#attempts.size === 0) this.#renew();
  }

  startOver(): void {
    for (const { link } of this.#attempts.values()) link.drop('failed');
    this.#renew();
  }

  #open(): void {
    const { clock } = this.#context;
    this.#lonely();
    this.#lonely = clock.after(LONELY_RESTART, () =>
      this.#links.size + this.#attempts.size === 0 ? this.#renew() : undefined,
    );
    const document = new Y.Doc();
    const provider = new WebrtcProvider(this.#room.name, document, {
      signaling: [...new Set([...this.#context.signalingUrls(), ...this.#room.signaling])],
      password: this.#room.password,
      maxConns: this.#room.capacity,
      peerOpts: {
        config: { iceServers: this.#context.iceServers().map((server) => ({ ...server, urls: [...server.urls] })) },
      },
    });
    provider.on('peers', () => this.#scan(provider));
    this.#provider = provider;
  }

  /** Replaces the provider, or only ends it when the room was left. One at a time: two on a name are an error inside y-webrtc. */
  #renew(): void {
    this.#restart = this.#restart.then(async () => {
      const provider = this.#provider;
      this.#provider = null;
      this.#lonely();
      if (provider !== null) {
        await provider.key;
        // destroy() alone leaves the signaling socket open.
        provider.disconnect();
        provider.destroy();
        await provider.key;
        provider.doc.destroy();
      }
      // A banned peer would come back under the new id of its fresh provider: there is none here meanwhile.
      if (!this.#hasLeft && this.#bans.isEmpty) this.#open();
    });
  }

  #scan(provider: WebrtcProvider): void {
    if (provider !== this.#provider || this.#hasLeft) return;
    for (const [remote, { peer }] of provider.room?.webrtcConns ?? []) {
      const connection = connectionOf(peer);
      if (connection === null || this.#links.has(remote) || this.#attempts.has(remote) || this.#bans.has(remote))
        continue;
      this.#attempt(remote, connection);
    }
  }

  #attempt(remote: string, connection: RTCPeerConnection): void {
    const link = new ChannelLink(
      { id: this.#context.linkId(), room: this.#room.name, remote },
      openRtcWire(connection),
      {
        clock: this.#context.clock,
        events: {
          opened: () => (this.#links.size < this.#room.capacity ? link.accept() : link.close()),
          ready: () => this.#ready(link),
          ended: (_, reason, ban) => this.#ended(link, reason, ban),
        },
      },
    );
    this.#attempts.set(remote, {
      link,
      deadline: this.#context.clock.after(CONNECT_DEADLINE, () => link.drop('timeout')),
    });
  }

  #ready(link: ChannelLink): void {
    this.#attempts.get(link.remote)?.deadline();
    this.#attempts.delete(link.remote);
    this.#links.set(link.remote, link);
    this.#context.changed();
    this.#context.onLink(link);
  }

  #ended(link: ChannelLink, reason: LinkCloseReason, ban: number | undefined): void {
    this.#attempts.get(link.remote)?.deadline();
    this.#attempts.delete(link.remote);
    if (this.#links.get(link.remote) === link) this.#links.delete(link.remote);
    if (this.#hasLeft) return;
    this.#context.changed();
    const pause = reason === 'local' || reason === 'protocol' ? (ban ?? PAUSE) : 0;
    if (pause > 0) this.#bans.add(link.remote, pause, () => this.#renew());
    // The other links of the room live on the same provider: they must not pay for this one.
    if (this.#links.size === 0) this.#context.clock.after(pause > 0 ? FAREWELL : 0, () => this.#renew());
  }
}
