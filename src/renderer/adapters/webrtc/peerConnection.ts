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

/** The browser's own. Throws when the ICE servers are malformed. */
export const browserPeerConnection: PeerConnectionFactory = (iceServers) => {
  const connection = new RTCPeerConnection({ iceServers: iceServers.map(toRtcIceServer) });
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
};
