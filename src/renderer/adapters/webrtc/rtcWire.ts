import type { LinkChannel } from '@ports/peerTransport.ts';
import { CHANNEL_IDS, LANE_CHANNEL, RELIABILITY } from './channelKinds.ts';
import { realtimeLanes } from './laneClient.ts';
import { LINK_CHANNELS, LOW_WATER, type Wire, type WireChannel } from './wire.ts';

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
  let endLane: () => void = () => undefined;
  return {
    channels,
    onTrouble: (listener) => {
      connection.addEventListener('connectionstatechange', () => {
        const state = connection.connectionState;
        if (state === 'disconnected') listener('weak');
        if (state === 'failed' || state === 'closed') listener('failed');
      });
    },
    openLane: (events) => {
      const { lane, end } = realtimeLanes.adopt(connection.createDataChannel('lane', LANE_CHANNEL), events);
      endLane = end;
      return lane;
    },
    close: () => {
      endLane();
      connection.close();
    },
  };
}
