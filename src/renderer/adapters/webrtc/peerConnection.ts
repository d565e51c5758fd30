import type { IceServer } from '@ports/peerTransport.ts';
import { openRtcWire } from './rtcWire.ts';
import type { Wire } from './wire.ts';

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
}

/** Makes a connection; the only door to the browser's WebRTC. */
export type PeerConnectionFactory = (iceServers: readonly IceServer[]) => PeerConnection;

function toRtcIceServer(server: IceServer): RTCIceServer {
  return { ...server, urls: [...server.urls] };
}

async function describe(connection: RTCPeerConnection): Promise<string> {
  await connection.setLocalDescription();
  const sdp = connection.localDescription?.sdp;
  if (sdp === undefined) throw new Error('the browser made no description');
  return sdp;
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

/** Connections of the browser's own. Those it makes throw when the ICE servers are malformed. */
export function browserPeerConnections(): PeerConnectionFactory {
  const certificate = new SpareCertificate();
  return (iceServers) =>
    wrap(new RTCPeerConnection({ iceServers: iceServers.map(toRtcIceServer), certificates: [...certificate.take()] }));
}

function wrap(connection: RTCPeerConnection): PeerConnection {
  const wire = openRtcWire(connection);
  return {
    wire,
    offer: () => describe(connection),
    answer: async (sdp) => {
      await connection.setRemoteDescription({ type: 'offer', sdp });
      return describe(connection);
    },
    complete: (sdp) => connection.setRemoteDescription({ type: 'answer', sdp }),
    addCandidate: (candidate) => connection.addIceCandidate(candidate),
    onCandidate: (listener) => {
      connection.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate === null || candidate.candidate === '') return;
        listener({ candidate: candidate.candidate, sdpMid: candidate.sdpMid, sdpMLineIndex: candidate.sdpMLineIndex });
      });
    },
  };
}
