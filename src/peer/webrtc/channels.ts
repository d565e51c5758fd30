import type { DataChannel, PeerConnection } from 'node-datachannel';
import { CHANNEL_IDS, RELIABILITY } from '@adapters/webrtc/channelKinds.ts';
import { LINK_CHANNELS, LOW_WATER, type Wire, type WireChannel } from '@adapters/webrtc/wire.ts';
import type { LinkChannel } from '@ports/peerTransport.ts';

function openChannel(connection: PeerConnection, name: LinkChannel): WireChannel {
  const { ordered, ...reliability } = { maxRetransmits: undefined, ...RELIABILITY[name] };
  const { maxRetransmits } = reliability;
  const channel = connection.createDataChannel(name, {
    ...{ negotiated: true, id: CHANNEL_IDS[name], unordered: !ordered },
    ...(maxRetransmits === undefined ? {} : { maxRetransmits }),
  });
  channel.setBufferedAmountLowThreshold(LOW_WATER[name]);
  return wireChannel(channel);
}

function wireChannel(channel: DataChannel): WireChannel {
  let isClosed = false;
  return {
    isOpen: () => !isClosed && channel.isOpen(),
    buffered: () => (isClosed ? 0 : channel.bufferedAmount()),
    send: (frame) => {
      // False says that it went into the buffer: nothing is lost.
      if (isClosed) throw new Error('the channel is closed');
      channel.sendMessageBinary(frame);
    },
    listen: (events) => {
      channel.onOpen(events.opened);
      channel.onMessage((message) => events.received(typeof message === 'string' ? message : bytesIn(message)));
      channel.onBufferedAmountLow(events.drained);
      channel.onClosed(() => {
        if (isClosed) return;
        isClosed = true;
        events.closed();
      });
    },
  };
}

/** The bytes alone: a `Buffer` is a class of Node's own, which the domain knows nothing of. */
function bytesIn(message: ArrayBuffer | Uint8Array): Uint8Array {
  return message instanceof ArrayBuffer
    ? new Uint8Array(message)
    : new Uint8Array(message.buffer, message.byteOffset, message.byteLength);
}

/** Opens the three channels of a link on a native connection. */
export function openNativeWire(connection: PeerConnection): Wire {
  const channels = Object.fromEntries(LINK_CHANNELS.map((name) => [name, openChannel(connection, name)])) as Record<
    LinkChannel,
    WireChannel
  >;
  return {
    channels,
    onTrouble: (listener) => {
      connection.onStateChange((state) => {
        if (state === 'disconnected') listener('weak');
        if (state === 'failed' || state === 'closed') listener('failed');
      });
    },
    close: () => connection.close(),
  };
}
