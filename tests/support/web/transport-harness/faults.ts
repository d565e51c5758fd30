const connections = new Set<RTCPeerConnection>();
const channels = new Set<RTCDataChannel>();

/** Remembers every connection and channel the page makes, whoever makes it. */
export function recordConnections(): void {
  const Original = RTCPeerConnection;
  class RecordedPeerConnection extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.add(this);
    }
    override createDataChannel(label: string, options?: RTCDataChannelInit): RTCDataChannel {
      const channel = super.createDataChannel(label, options);
      channels.add(channel);
      return channel;
    }
  }
  Object.assign(globalThis, { RTCPeerConnection: RecordedPeerConnection });
}

/** Closes every connection of this page behind its owner's back. */
export function breakConnections(): number {
  const open = [...connections].filter((connection) => connection.connectionState !== 'closed');
  for (const connection of open) connection.close();
  connections.clear();
  return open.length;
}

/** Closes every data channel of this page behind its owner's back. */
export function breakChannels(): number {
  const open = [...channels].filter((channel) => channel.readyState === 'open');
  for (const channel of open) channel.close();
  channels.clear();
  return open.length;
}
