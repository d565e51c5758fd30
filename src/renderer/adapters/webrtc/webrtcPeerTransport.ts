import { toBase64url } from '@shared/base64url.ts';
import type { Clock } from '@ports/clock.ts';
import type {
  JoinedRoom,
  PeerLink,
  PeerTransport,
  Room,
  TransportSettings,
  TransportStatus,
} from '@ports/peerTransport.ts';
import type { Random } from '@ports/random.ts';
import type { RealtimeLanes } from '@ports/realtimeLanes.ts';
import { type Disposer, type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { TextSocketFactory } from '@ports/textSocket.ts';
import { realtimeLanes } from './laneClient.ts';
import type { NetworkEvent, NetworkEvents } from './networkEvents.ts';
import { browserPeerConnections, type PeerConnectionFactory } from './peerConnection.ts';
import type { RoomEngine, RoomEngineFactory } from './roomEngine.ts';
import { RoomSupervisor } from './roomSupervisor.ts';
import { SignalingPool } from './signalingPool.ts';

/** What the WebRTC transport needs from outside; the optional ones have the browser's own, and {@link RoomSupervisor}, as default. */
export interface WebrtcPeerTransportOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: TransportSettings;
  readonly networkEvents: NetworkEvents;
  readonly openSocket: TextSocketFactory;
  readonly connect?: PeerConnectionFactory;
  readonly makeRoom?: RoomEngineFactory;
}

function isSame<T extends TransportStatus | TransportSettings>(one: T, other: T): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Links devices by WebRTC, found through signaling services that speak y-webrtc's protocol. */
export class WebrtcPeerTransport implements PeerTransport {
  readonly lanes: RealtimeLanes = realtimeLanes;
  readonly #options: WebrtcPeerTransportOptions;
  readonly #signaling: SignalingPool;
  readonly #rooms = new Map<string, RoomEngine>();
  readonly #connect: PeerConnectionFactory;
  readonly #stopListening: Disposer;
  readonly #status: WritableSnapshot<TransportStatus>;
  #settings: TransportSettings;
  #wasLooking = true;

  constructor(options: WebrtcPeerTransportOptions) {
    this.#options = options;
    this.#settings = options.settings;
    this.#connect = options.connect ?? browserPeerConnections(options.clock);
    this.#status = writableSnapshot<TransportStatus>({ signaling: 'offline', links: 0, services: [] });
    this.#signaling = new SignalingPool({
      clock: options.clock,
      random: options.random,
      openSocket: options.openSocket,
      isNeeded: () => this.#isLooking(),
      changed: () => this.#publishStatus(),
    });
    this.#signaling.configure(options.settings.signaling);
    this.#stopListening = options.networkEvents.subscribe((event) => this.#heard(event));
  }

  get status(): Snapshot<TransportStatus> {
    return this.#status;
  }

  join(room: Room, onLink: (link: PeerLink) => void): JoinedRoom {
    if (this.#rooms.has(room.name)) throw new Error('this room was joined already');
    const makeRoom = this.#options.makeRoom ?? ((...parameters) => new RoomSupervisor(...parameters));
    const engine = makeRoom(room, {
      clock: this.#options.clock,
      random: this.#options.random,
      signaling: this.#signaling,
      signalingUrls: () => this.#settings.signaling,
      connect: this.#connect,
      iceServers: () => this.#settings.iceServers,
      linkId: () => toBase64url(this.#options.random.bytes(12)),
      roomCount: () => this.#rooms.size,
      onLink,
      changed: () => this.#linksChanged(),
    });
    this.#rooms.set(room.name, engine);
    this.#connect.prepare?.(this.#settings.iceServers);
    return {
      leave: () => {
        if (this.#rooms.get(room.name) === engine) this.#rooms.delete(room.name);
        engine.leave();
        this.#publishStatus();
      },
    };
  }

  configure(settings: TransportSettings): void {
    // Said again with each change of any setting: what is under way would begin anew.
    if (isSame(settings, this.#settings)) return;
    this.#settings = settings;
    this.#signaling.configure(settings.signaling);
    for (const room of this.#rooms.values()) if (room.linkCount === 0) room.startOver();
  }

  nudge(): void {
    this.#signaling.nudge();
    for (const room of this.#rooms.values()) room.nudge();
  }

  dispose(): void {
    this.#stopListening();
    for (const room of this.#rooms.values()) room.leave();
    this.#rooms.clear();
    this.#signaling.dispose();
    this.#publishStatus();
  }

  #heard(event: NetworkEvent): void {
    if (event === 'leaving') for (const room of this.#rooms.values()) room.closeLinks({ isLeaving: true });
    if (event === 'changed') this.nudge();
    this.#publishStatus();
  }

  #isLooking(): boolean {
    return [...this.#rooms.values()].some((room) => room.linkCount === 0);
  }

  /** A service that was not asked for long, because all were linked, is asked at once when somebody is lost. */
  #linksChanged(): void {
    const isLooking = this.#isLooking();
    if (isLooking && !this.#wasLooking) this.#signaling.nudge();
    this.#wasLooking = isLooking;
    this.#publishStatus();
  }

  #publishStatus(): void {
    const services = this.#signaling.services;
    const links = [...this.#rooms.values()].reduce((sum, room) => sum + room.linkCount, 0);
    const status: TransportStatus = {
      signaling: this.#signalingState(),
      links,
      services: services.map(({ url, isConnected }) => ({ url, connected: isConnected })),
    };
    if (!isSame(status, this.#status.get())) this.#status.set(status);
  }

  #signalingState(): TransportStatus['signaling'] {
    const services = this.#signaling.services;
    if (services.some((service) => service.isConnected)) return 'online';
    const isTrying = services.some((service) => service.isTrying);
    return isTrying && this.#options.networkEvents.isOnline() ? 'connecting' : 'offline';
  }
}
