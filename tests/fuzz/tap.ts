/** Listens in on the virtual network: who joined which room, and every message as it was handed over. */
import type { MemoryNetwork } from '@adapters/memory/transport/memoryNetwork.ts';
import { decodeCanonical } from '@domain/codec/canonical.ts';
import type { LinkChannel, PeerLink, PeerTransport, Room } from '@ports/peerTransport.ts';

/** One message of a real session. */
export interface Overheard {
  readonly from: PeerTransport;
  readonly room: string;
  readonly channel: LinkChannel;
  readonly bytes: Uint8Array;
  /** `t` of the message, and the step of a sync message: `sync/0`. What is no such map is named by its channel. */
  readonly kind: string;
}

/** One presence in a room, and the way to hand it a link of one's own making. */
export interface Joined {
  readonly transport: PeerTransport;
  readonly room: Room;
  readonly onLink: (link: PeerLink) => void;
}

/** What was heard since the tap was put on. */
export interface Tap {
  readonly overheard: Overheard[];
  readonly joined: Joined[];
}

/** Puts a tap on all transports the network makes from now on. The traffic itself goes on unchanged. */
export function tapNetwork(network: MemoryNetwork): Tap {
  const tap: Tap = { overheard: [], joined: [] };
  const createTransport = network.createTransport.bind(network);
  network.createTransport = (settings) => {
    const transport = createTransport(settings);
    const join = transport.join.bind(transport);
    transport.join = (room, onLink) => {
      tap.joined.push({ transport, room, onLink });
      return join(room, (link) => {
        tapLink(link, { from: transport, room: room.name, overheard: tap.overheard });
        onLink(link);
      });
    };
    return transport;
  };
  return tap;
}

function tapLink(link: PeerLink, to: { from: PeerTransport; room: string; overheard: Overheard[] }): void {
  const send = link.send.bind(link);
  link.send = (channel, message, options) => {
    const bytes = new Uint8Array(message);
    to.overheard.push({ from: to.from, room: to.room, channel, bytes, kind: kindOf(bytes, channel) });
    return send(channel, message, options);
  };
}

/** What a message is called in reports. */
export function kindOf(bytes: Uint8Array, channel: LinkChannel): string {
  const decoded = decodeCanonical(bytes);
  const value: unknown = decoded.ok ? decoded.value : null;
  if (typeof value !== 'object' || value === null || !('t' in value) || typeof value.t !== 'string') return channel;
  if (!('message' in value) || !(value.message instanceof Uint8Array)) return value.t;
  return `${value.t}/${value.message[0] ?? 'empty'}`;
}
