import { PeerConnection as NativeConnection, type RtcConfig, setSctpSettings } from 'node-datachannel';
import type { Candidate, PeerConnection, PeerConnectionFactory } from '@adapters/webrtc/peerConnection.ts';
import type { Wire } from '@adapters/webrtc/wire.ts';
import { openNativeWire } from './channels.ts';
import { nativeServers } from './iceServers.ts';

/** UDP ports that may be used, both ends included; a router can forward them. */
export interface UdpPorts {
  readonly first: number;
  readonly last: number;
}

/**
 * What the library holds below the buffer that it tells of, bytes: all of it stands before what is said next, so that a file would stand before a
 * message. A megabyte unless said.
 */
const SEND_BUFFER = 256 * 1024;

/** Connections made by libdatachannel. Those it makes throw when the ICE servers are malformed. */
export function nativeConnections(ports: UdpPorts | null): PeerConnectionFactory {
  setSctpSettings({ sendBufferSize: SEND_BUFFER });
  const range = ports === null ? {} : { portRangeBegin: ports.first, portRangeEnd: ports.last };
  return (iceServers) =>
    new DescribedConnection(
      // Without `disableAutoNegotiation` ports are opened before anybody was met.
      { iceServers: nativeServers(iceServers), disableAutoNegotiation: true, ...range },
    );
}

/** A native connection, whose descriptions come as events, with the steps of an attempt. */
class DescribedConnection implements PeerConnection {
  readonly wire: Wire;
  readonly #connection: InstanceType<typeof NativeConnection>;
  readonly #described: Promise<string>;

  constructor(config: RtcConfig) {
    this.#connection = new NativeConnection('banyan', config);
    this.#described = new Promise((resolve) => this.#connection.onLocalDescription((sdp) => resolve(sdp)));
    this.wire = openNativeWire(this.#connection);
  }

  async offer(): Promise<string> {
    this.#connection.setLocalDescription('offer');
    return this.#described;
  }

  async answer(sdp: string): Promise<string> {
    this.#connection.setRemoteDescription(sdp, 'offer');
    this.#connection.setLocalDescription('answer');
    return this.#described;
  }

  async complete(sdp: string): Promise<void> {
    this.#connection.setRemoteDescription(sdp, 'answer');
  }

  async addCandidate({ candidate, sdpMid }: Candidate): Promise<void> {
    this.#connection.addRemoteCandidate(candidate, sdpMid ?? '0');
  }

  onCandidate(listener: (candidate: Candidate) => void): void {
    this.#connection.onLocalCandidate((candidate, sdpMid) => {
      if (candidate !== '') listener({ candidate, sdpMid, sdpMLineIndex: 0 });
    });
  }

  gathered(): Promise<void> {
    const connection = this.#connection;
    return new Promise((resolve) => {
      const look = (): void => {
        if (connection.gatheringState() === 'complete') resolve();
      };
      connection.onGatheringStateChange(look);
      look();
    });
  }
}
