import { describe, test } from 'vitest';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { WebrtcPeerTransport } from '@adapters/webrtc/webrtcPeerTransport.ts';
import type { PeerConnectionFactory } from '@adapters/webrtc/peerConnection.ts';
import { listenSignaling } from '../../../src/main/services/signaling/signalingServer.ts';
import { nodeClock } from '../../../src/peer/clock.ts';
import { nativeConnections } from '../../../src/peer/webrtc/connections.ts';
import { createNodeTextSockets } from '../../../src/peer/webrtc/socket.ts';
import { type TransportWorld, describeTransportContract } from '../../support/shared/transportContract.ts';
import { createTransportDriver } from '../../support/shared/transportDriver.ts';

/** Peers in this process, over real connections on this machine. */
async function makeWorld(): Promise<TransportWorld> {
  const server = await listenSignaling({ host: '127.0.0.1', port: 0 });
  const transports: WebrtcPeerTransport[] = [];
  const wires: { close: () => void }[] = [];
  const native = nativeConnections(null);
  const connect: PeerConnectionFactory = (servers) => {
    const connection = native(servers);
    wires.push(connection.wire);
    return connection;
  };
  return {
    peer: async () => {
      const transport = new WebrtcPeerTransport({
        clock: nodeClock,
        random: systemRandom,
        settings: { iceServers: [], signaling: [server.url] },
        networkEvents: { isOnline: () => true, subscribe: () => () => undefined },
        openSocket: createNodeTextSockets(null),
        connect,
      });
      transports.push(transport);
      return createTransportDriver(transport, nodeClock);
    },
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    breakLinks: async () => {
      for (const wire of wires.splice(0)) wire.close();
    },
    dispose: async () => {
      for (const transport of transports) transport.dispose();
      await server.close();
    },
  };
}

describeTransportContract({ describe, test }, 'native connections', makeWorld);
