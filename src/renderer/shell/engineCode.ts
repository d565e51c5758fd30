/** What the first picture does not need, in one file that is fetched after it. */
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { browserNetworkEvents } from '@adapters/webrtc/networkEvents.ts';
import { WebrtcPeerTransport } from '@adapters/webrtc/webrtcPeerTransport.ts';
import type { PeerTransport } from '@ports/peerTransport.ts';

export { startEngine } from '@services/engine/engine.ts';

/** The way to other devices; its settings come from the engine. */
export function createTransport(): PeerTransport {
  return new WebrtcPeerTransport({
    clock: systemClock,
    random: systemRandom,
    settings: { iceServers: [], signaling: [] },
    networkEvents: browserNetworkEvents(window),
  });
}
