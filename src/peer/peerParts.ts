import { WebsocketMailbox } from '@adapters/mailbox/websocketMailbox.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { WebcryptoKeyVault } from '@adapters/webcrypto/webcryptoKeyVault.ts';
import { WebrtcPeerTransport } from '@adapters/webrtc/webrtcPeerTransport.ts';
import type { Host } from '@ports/host.ts';
import type { PeerTransport } from '@ports/peerTransport.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import type { EngineParts } from '@services/engine/engineParts.ts';
import type { PeerFiles } from './commandLine.ts';
import { nodeClock } from './clock.ts';
import { watchNetwork } from './networkWatch.ts';
import { freeNetwork, noNotifier, noPictures } from './noScreen.ts';
import { type UdpPorts, nativeConnections } from './webrtc/connections.ts';
import { createNodeTextSockets } from './webrtc/socket.ts';

/** Under which name keys lie in the vault of a home box: no other program keeps any there. */
export const BOX_PROFILE = 'box';

const DAY = 24 * 60 * 60_000;

/** What a home box works with before it knows whose it is. */
export type PeerParts = Omit<EngineParts, 'store' | 'transport'> & {
  readonly createTransport: () => PeerTransport;
  readonly createStore: () => MemoryDocumentStore;
};

/** Joins the engine's outside with Node: the one place that knows which adapters a home box uses. */
export function createPeerParts(
  host: Host,
  {
    files,
    udpPorts,
    proxy = null,
  }: { readonly files: PeerFiles; readonly udpPorts: UdpPorts | null; readonly proxy?: string | null },
): PeerParts {
  const openSocket = createNodeTextSockets(proxy);
  return {
    host,
    vault: new WebcryptoKeyVault({ host, profile: BOX_PROFILE }),
    verify: verifySignature,
    notifier: noNotifier,
    pictures: noPictures,
    network: freeNetwork,
    clock: nodeClock,
    random: systemRandom,
    log: new RingLog(nodeClock, host),
    // What waits for a box is fetched as for any other device: nobody leaves for it what stays there.
    createMailbox: () =>
      Promise.resolve(new WebsocketMailbox({ clock: nodeClock, verify: verifySignature, openSocket })),
    fetching: { history: files.days * DAY },
    // The journal is what lasts: at each start it is read into memory (docs/adr/0050).
    createStore: () => new MemoryDocumentStore(),
    createTransport: () =>
      new WebrtcPeerTransport({
        clock: nodeClock,
        random: systemRandom,
        settings: { iceServers: [], signaling: [] },
        networkEvents: watchNetwork(nodeClock),
        openSocket,
        connect: nativeConnections(udpPorts),
      }),
  };
}
