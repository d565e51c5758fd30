/** What the first picture does not need, in one file that is fetched after it. */
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { browserNetworkEvents } from '@adapters/webrtc/networkEvents.ts';
import { WebrtcPeerTransport } from '@adapters/webrtc/webrtcPeerTransport.ts';
import type { PageFacts, ReadPage } from '@ports/pageReader.ts';
import type { PeerTransport } from '@ports/peerTransport.ts';
import { startEngine as startBareEngine } from '@services/engine/engine.ts';
import { persistently } from '@ui/loading/persistently.ts';

/** Starts an engine that reads pages of the web by the browser's own parser, once there is one to be read. */
export const startEngine: typeof startBareEngine = (parts, identity, hooks) =>
  startBareEngine({ ...parts, readPage: readPageLate }, identity, hooks);

async function readPageLate(...page: Parameters<ReadPage>): Promise<PageFacts> {
  const { readPage } = await persistently(() => import('@adapters/pages/readPage.ts'));
  return readPage(...page);
}

/** The way to other devices; its settings come from the engine. */
export function createTransport(): PeerTransport {
  return new WebrtcPeerTransport({
    clock: systemClock,
    random: systemRandom,
    settings: { iceServers: [], signaling: [] },
    networkEvents: browserNetworkEvents(window),
  });
}
