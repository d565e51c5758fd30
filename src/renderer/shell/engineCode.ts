/** What the first picture does not need, in one file that is fetched after it. */
import { lateSnapshots } from '@adapters/dexie/snapshots/lateSnapshots.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { browserNetworkEvents } from '@adapters/webrtc/networkEvents.ts';
import { WebrtcPeerTransport } from '@adapters/webrtc/webrtcPeerTransport.ts';
import { platformTextSocket } from '@adapters/websocket/platformTextSocket.ts';
import type { ConnectionProbe } from '@ports/connectionProbe.ts';
import type { HandLinks } from '@ports/handLinks.ts';
import type { Mailbox } from '@ports/mailbox.ts';
import type { PageFacts, ReadPage } from '@ports/pageReader.ts';
import type { PeerTransport } from '@ports/peerTransport.ts';
import { startEngine as startBareEngine } from '@services/engine/engine.ts';
import { persistently } from '@ui/loading/persistently.ts';

/** Starts an engine that reads pages of the web by the browser's own parser, and asks mailboxes, once there is something to be read or asked. */
export const startEngine: typeof startBareEngine = (parts, identity, hooks) =>
  startBareEngine(
    { ...parts, readPage: readPageLate, hand, probe, createMailbox: () => createMailbox(parts), snapshots },
    identity,
    hooks,
  );

/** Made with the first code: nobody may ever show one. */
const hand: HandLinks = {
  offer: async (...asked) => (await handLinks()).offer(...asked),
  answer: async (...asked) => (await handLinks()).answer(...asked),
};

const probe: ConnectionProbe = {
  probe: async (servers) => {
    const late = await persistently(() => import('@adapters/webrtc/webrtcConnectionProbe.ts'));
    return late.webrtcConnectionProbe.probe(servers);
  },
};

const snapshots = lateSnapshots(async () => {
  const { browserSnapshots } = await persistently(() => import('./look/browserSnapshots.ts'));
  return browserSnapshots;
});

async function handLinks(): Promise<HandLinks> {
  const { createHandLinks } = await persistently(() => import('@adapters/webrtc/webrtcHandLinks.ts'));
  return createHandLinks({ clock: systemClock, random: systemRandom });
}

async function createMailbox({ clock, verify }: Parameters<typeof startBareEngine>[0]): Promise<Mailbox> {
  const { WebsocketMailbox } = await persistently(() => import('@adapters/mailbox/websocketMailbox.ts'));
  return new WebsocketMailbox({ clock, verify, openSocket: platformTextSocket });
}

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
    openSocket: platformTextSocket,
  });
}
