import { MAX_REALTIME_BYTES } from '@shared/mini/bridgeLimits.ts';
import { type BytesPort, callOut, openBytesPort, ownBytes } from './builtIns.ts';
import type { Wire } from './wire.ts';

/** A realtime channel of webxdc 1.3. After `leave` every other member throws. */
export interface RealtimeChannel {
  setListener(listener: (data: Uint8Array) => void): void;
  send(data: Uint8Array): void;
  leave(): void;
}

/** Makes `joinRealtimeChannel`: one channel at a time. */
export function createRealtime(wire: Wire): () => RealtimeChannel {
  let listener: ((data: Uint8Array) => void) | null = null;
  let joined: object | null = null;
  /** Straight to those on the channel, past the page around; null while there is no such way. */
  let lane: BytesPort | null = null;
  const hear = (bytes: Uint8Array) => {
    if (joined !== null && listener !== null) callOut(listener, bytes);
  };
  const takeLane = (port: MessagePort | undefined) => {
    lane?.close();
    if (port === undefined || joined === null) {
      lane = null;
      return;
    }
    const opened = openBytesPort(port, { hear, gone: () => (lane = lane === opened ? null : lane) });
    lane = opened;
  };
  wire.on('realtime', ({ bytes }) => hear(bytes));
  wire.on('realtime.port', (_, port) => takeLane(port));
  return () => {
    if (joined !== null) throw new Error('joinRealtimeChannel: leave the channel before joining again');
    const seat = {};
    joined = seat;
    listener = null;
    wire.send({ type: 'realtime.join' });
    const mustBeJoined = () => {
      if (joined !== seat) throw new Error('the realtime channel was left and cannot be used any more');
    };
    return Object.freeze({
      setListener: (callback: (data: Uint8Array) => void) => {
        mustBeJoined();
        if (typeof callback !== 'function') throw new TypeError('setListener: the listener is no function');
        listener = callback;
      },
      send: (data: Uint8Array) => {
        mustBeJoined();
        const bytes = checked(data);
        if (lane === null) wire.send({ type: 'realtime.send', bytes });
        else lane.send(bytes);
      },
      leave: () => {
        if (joined !== seat) return;
        joined = null;
        takeLane(undefined);
        wire.send({ type: 'realtime.leave' });
      },
    });
  };
}

function checked(data: unknown): Uint8Array {
  if (!(data instanceof Uint8Array)) throw new TypeError('send: the data must be a Uint8Array');
  if (data.length > MAX_REALTIME_BYTES) throw new RangeError(`send: more than ${MAX_REALTIME_BYTES} bytes`);
  return ownBytes(data);
}
