import type { Clock } from '@ports/clock.ts';
import type { IceServer } from '@ports/peerTransport.ts';
import { openRtcWire } from './rtcWire.ts';
import { LINK_CHANNELS, type Wire } from './wire.ts';

/** One ICE candidate as it goes through signaling. */
export interface Candidate {
  readonly candidate: string;
  readonly sdpMid: string | null;
  readonly sdpMLineIndex: number | null;
}

/** A peer connection reduced to the steps of an attempt. Every promise may reject: then the attempt is over. */
export interface PeerConnection {
  readonly wire: Wire;
  offer(): Promise<string>;
  /** Takes the other side's offer and makes the answer to it. */
  answer(sdp: string): Promise<string>;
  /** Takes the answer to our offer. */
  complete(sdp: string): Promise<void>;
  addCandidate(candidate: Candidate): Promise<void>;
  onCandidate(listener: (candidate: Candidate) => void): void;
  /** Resolves when no more candidates come. */
  gathered(): Promise<void>;
}

/** Makes a connection; the only door to the browser's WebRTC. */
export interface PeerConnectionFactory {
  (iceServers: readonly IceServer[]): PeerConnection;
  /** Makes one ahead of need, where that saves time. */
  readonly prepare?: (iceServers: readonly IceServer[]) => void;
}

/** How long after one was needed the next is made, ms: not while that one comes up. */
const REST = 1000;

function toRtcIceServer(server: IceServer): RTCIceServer {
  return { ...server, urls: [...server.urls] };
}

/**
 * A certificate made ahead of need, which saves its time when a peer is met. Each serves one connection: certificates go
 * over the wire in the clear, and a shared one would let an observer tell that two connections are of one device.
 */
class SpareCertificate {
  #spare: RTCCertificate | null = null;

  constructor() {
    this.#make();
  }

  take(): readonly RTCCertificate[] {
    const spare = this.#spare;
    this.#spare = null;
    this.#make();
    return spare === null || spare.expires < Date.now() ? [] : [spare];
  }

  #make(): void {
    const algorithm: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };
    RTCPeerConnection.generateCertificate(algorithm).then(
      (certificate) => (this.#spare = certificate),
      () => (this.#spare = null),
    );
  }
}

/**
 * A connection made ahead of need with its offer, which is what takes the longest of all that can be done alone. It has not begun to
 * gather: no port is open, nothing of it is known outside.
 */
class SpareConnection {
  readonly #clock: Clock;
  readonly #certificate = new SpareCertificate();
  #spare: { readonly key: string; readonly connection: BrowserConnection } | null = null;
  #isMaking = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  take(iceServers: readonly IceServer[]): BrowserConnection {
    const spare = this.#spare;
    this.#spare = null;
    this.prepare(iceServers);
    if (spare?.key === keyOf(iceServers) && spare.connection.isFresh()) return spare.connection;
    spare?.connection.wire.close();
    return this.#make(iceServers);
  }

  prepare(iceServers: readonly IceServer[]): void {
    if (this.#isMaking || this.#spare !== null) return;
    this.#isMaking = true;
    this.#clock.after(REST, () => {
      this.#isMaking = false;
      try {
        this.#spare = { key: keyOf(iceServers), connection: this.#make(iceServers) };
        this.#spare.connection.prepare();
      } catch {
        // Malformed ICE servers: who needs a connection is told.
        this.#spare = null;
      }
    });
  }

  #make(iceServers: readonly IceServer[]): BrowserConnection {
    const certificates = [...this.#certificate.take()];
    return new BrowserConnection(new RTCPeerConnection({ iceServers: iceServers.map(toRtcIceServer), certificates }));
  }
}

function keyOf(iceServers: readonly IceServer[]): string {
  return JSON.stringify(iceServers);
}

/** Connections of the browser's own. Those it makes throw when the ICE servers are malformed. */
export function browserPeerConnections(clock: Clock): PeerConnectionFactory {
  const spare = new SpareConnection(clock);
  return Object.assign((iceServers: readonly IceServer[]) => spare.take(iceServers), {
    prepare: (iceServers: readonly IceServer[]) => spare.prepare(iceServers),
  });
}

/** A description is said as soon as it is known, while the browser still takes it up: if it can't, the next step fails. */
class BrowserConnection implements PeerConnection {
  readonly wire: Wire;
  readonly #connection: RTCPeerConnection;
  #offer: Promise<RTCSessionDescriptionInit> | null = null;
  #isHurt = false;

  constructor(connection: RTCPeerConnection) {
    this.#connection = connection;
    this.wire = openRtcWire(connection);
  }

  prepare(): void {
    this.#offer = this.#connection.createOffer();
    this.#offer.catch(() => (this.#offer = null));
    const nothing = (): void => undefined;
    const closed = (): void => void (this.#isHurt = true);
    for (const name of LINK_CHANNELS)
      this.wire.channels[name].listen({ opened: nothing, received: nothing, drained: nothing, closed });
  }

  /** Whether it can still become a link: nothing of it was closed while it waited, and its certificate is in date. */
  isFresh(): boolean {
    const certificates = this.#connection.getConfiguration().certificates ?? [];
    const isWhole = !this.#isHurt && this.#connection.signalingState === 'stable';
    return isWhole && certificates.every(({ expires }) => expires > Date.now());
  }

  async offer(): Promise<string> {
    return this.#describe(await (this.#offer ?? this.#connection.createOffer()));
  }

  async answer(sdp: string): Promise<string> {
    await this.#connection.setRemoteDescription({ type: 'offer', sdp });
    return this.#describe(await this.#connection.createAnswer());
  }

  complete(sdp: string): Promise<void> {
    return this.#connection.setRemoteDescription({ type: 'answer', sdp });
  }

  addCandidate(candidate: Candidate): Promise<void> {
    return this.#connection.addIceCandidate(candidate);
  }

  onCandidate(listener: (candidate: Candidate) => void): void {
    this.#connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate === null || candidate.candidate === '') return;
      listener({ candidate: candidate.candidate, sdpMid: candidate.sdpMid, sdpMLineIndex: candidate.sdpMLineIndex });
    });
  }

  gathered(): Promise<void> {
    const connection = this.#connection;
    return new Promise((resolve) => {
      const look = () => {
        if (connection.iceGatheringState === 'complete') resolve();
      };
      connection.addEventListener('icegatheringstatechange', look);
      look();
    });
  }

  #describe(description: RTCSessionDescriptionInit): string {
    const { sdp } = description;
    if (sdp === undefined) throw new Error('the browser made no description');
    this.#connection.setLocalDescription(description).catch(() => this.wire.close());
    return sdp;
  }
}
