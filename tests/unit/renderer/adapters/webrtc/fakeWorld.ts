import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import type { NetworkEvent } from '@adapters/webrtc/networkEvents.ts';
import { WebrtcPeerTransport } from '@adapters/webrtc/webrtcPeerTransport.ts';
import { createTransportDriver, type TransportDriver } from '../../../../support/shared/transportDriver.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { FakeSignaling } from './fakeSignaling.ts';
import { FakeWebrtc } from './fakeWebrtc.ts';

export interface FakePeer {
  readonly transport: WebrtcPeerTransport;
  readonly driver: TransportDriver;
  readonly tell: (event: NetworkEvent) => void;
}

/** The real transport on a fake clock, fake connections and a fake signaling service. */
export function createFakeWorld(seed = 1) {
  const clock = new FakeClock({ settle });
  const random = new SeededRandom(seed);
  const signaling = new FakeSignaling(clock, random);
  const webrtc = new FakeWebrtc(clock);
  const peers: FakePeer[] = [];
  return {
    clock,
    signaling,
    webrtc,
    peers,
    peer: (urls: readonly string[] = ['ws://signaling.test']): FakePeer => {
      const listeners = new Set<(event: NetworkEvent) => void>();
      const transport = new WebrtcPeerTransport({
        clock,
        random,
        settings: { iceServers: [], signaling: urls },
        networkEvents: {
          isOnline: () => true,
          subscribe: (listener) => {
            listeners.add(listener);
            return () => listeners.delete(listener);
          },
        },
        openSocket: signaling.openSocket,
        connect: webrtc.factory,
      });
      const peer: FakePeer = {
        transport,
        driver: createTransportDriver(transport, clock),
        tell: (event) => {
          for (const listener of listeners) listener(event);
        },
      };
      peers.push(peer);
      return peer;
    },
  };
}
