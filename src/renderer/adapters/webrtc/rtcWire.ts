import type { LinkChannel } from '@ports/peerTransport.ts';
import { LINK_CHANNELS, LOW_WATER, type Wire, type WireChannel } from './wire.ts';

/** Both sides open the same ids, so the channels exist whoever made the offer. */
export const CHANNEL_IDS = { sync: 100, bulk: 101, realtime: 102 } as const satisfies Record<LinkChannel, number>;

/** `realtime` tries a lost packet a few times more, as long as nothing waits for it: without that one packet takes a program's whole message along. */
const RELIABILITY = {
  sync: { ordered: true, priority: 'high' },
  bulk: { ordered: true, priority: 'very-low' },
  realtime: { ordered: false, maxRetransmits: 3, priority: 'high' },
} as const satisfies Record<LinkChannel, RTCDataChannelInit & { readonly priority: RTCPriorityType }>;

function openChannel(connection: RTCPeerConnection, name: LinkChannel): WireChannel {
  const channel = connection.createDataChannel(name, { negotiated: true, id: CHANNEL_IDS[name], ...RELIABILITY[name] });
  channel.binaryType = 'arraybuffer';
  channel.bufferedAmountLowThreshold = LOW_WATER[name];
  return {
    isOpen: () => channel.readyState === 'open',
    buffered: () => channel.bufferedAmount,
    send: (frame) => channel.send(frame),
    listen: (events) => {
      channel.addEventListener('open', events.opened);
      channel.addEventListener('message', (event: MessageEvent<unknown>) => events.received(event.data));
      channel.addEventListener('bufferedamountlow', events.drained);
      channel.addEventListener('close', events.closed);
    },
  };
}

/** Opens the three channels on a connection that may be ours or another library's. */
export function openRtcWire(connection: RTCPeerConnection): Wire {
  const channels = Object.fromEntries(LINK_CHANNELS.map((name) => [name, openChannel(connection, name)])) as Record<
    LinkChannel,
    WireChannel
  >;
  return {
    channels,
    onTrouble: (listener) => {
      connection.addEventListener('connectionstatechange', () => {
        const state = connection.connectionState;
        if (state === 'disconnected') listener('weak');
        if (state === 'failed' || state === 'closed') listener('failed');
      });
    },
    close: () => connection.close(),
  };
}
