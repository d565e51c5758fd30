import { MAX_LINK_MESSAGE, MAX_REALTIME_MESSAGE } from '@ports/peerTransport.ts';

/** Largest frame that is taken. Only `bulk` sends so large ones, and only while nobody talks (docs/adr/0017). */
export const MAX_FRAME = 64 * 1024;
/** Largest frame of `sync` and `realtime`, and the least that the first of several may have: a channel sends whole frames in turn. */
export const SMALL_FRAME = 16 * 1024;

const WHOLE = 0x00;
const FIRST = 0x01;
const NEXT = 0x02;
const ABANDON = 0x03;
const PING = 0x10;
const PONG = 0x11;
const CLOSE = 0x12;
const HELLO = 0x13;

const FIRST_HEADER = 5;
const STAMP_FRAME = 5;

/** Version of this framing, said in `hello`. Another one is refused as a protocol violation. */
export const FRAME_VERSION = 2;

export type Bytes = Uint8Array<ArrayBuffer>;

/** One frame as read. Payloads are views into what arrived. */
export type Frame =
  | { readonly kind: 'whole'; readonly payload: Uint8Array }
  | { readonly kind: 'first'; readonly total: number; readonly payload: Uint8Array }
  | { readonly kind: 'next'; readonly payload: Uint8Array }
  | { readonly kind: 'ping' | 'pong'; readonly stamp: number }
  | { readonly kind: 'abandon' | 'close' | 'hello' };

function stamped(kind: number, stamp: number): Bytes {
  const frame = new Uint8Array(STAMP_FRAME);
  const view = new DataView(frame.buffer);
  view.setUint8(0, kind);
  view.setUint32(1, stamp >>> 0);
  return frame;
}

export const encodePing = (stamp: number): Bytes => stamped(PING, stamp);
export const encodePong = (stamp: number): Bytes => stamped(PONG, stamp);
export const encodeClose = (): Bytes => Uint8Array.of(CLOSE);
export const encodeAbandon = (): Bytes => Uint8Array.of(ABANDON);
export const encodeHello = (): Bytes => Uint8Array.of(HELLO, FRAME_VERSION);

/** Cuts the frame of at most `most` bytes that starts at `offset` of `message`; `next` is where the following one starts. */
export function cutFrame(
  message: Uint8Array,
  offset: number,
  most: number = SMALL_FRAME,
): { readonly frame: Bytes; readonly next: number } {
  if (offset === 0 && message.length < most) {
    const frame = new Uint8Array(message.length + 1);
    frame[0] = WHOLE;
    frame.set(message, 1);
    return { frame, next: message.length };
  }
  const header = offset === 0 ? FIRST_HEADER : 1;
  const next = Math.min(message.length, offset + most - header);
  const frame = new Uint8Array(header + next - offset);
  frame[0] = offset === 0 ? FIRST : NEXT;
  if (offset === 0) new DataView(frame.buffer).setUint32(1, message.length);
  frame.set(message.subarray(offset, next), header);
  return { frame, next };
}

function readFirst(bytes: Uint8Array): Frame | null {
  if (bytes.length < SMALL_FRAME) return null;
  const total = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1);
  // What fits a frame is not cut.
  if (total < bytes.length || total > MAX_LINK_MESSAGE) return null;
  return { kind: 'first', total, payload: bytes.subarray(FIRST_HEADER) };
}

function readStamped(kind: 'ping' | 'pong', bytes: Uint8Array): Frame | null {
  if (bytes.length !== STAMP_FRAME) return null;
  return { kind, stamp: new DataView(bytes.buffer, bytes.byteOffset).getUint32(1) };
}

function readControl(bytes: Uint8Array): Frame | null {
  switch (bytes[0]) {
    case PING:
      return readStamped('ping', bytes);
    case PONG:
      return readStamped('pong', bytes);
    case ABANDON:
      return bytes.length === 1 ? { kind: 'abandon' } : null;
    case CLOSE:
      return bytes.length === 1 ? { kind: 'close' } : null;
    case HELLO:
      return bytes.length === 2 && bytes[1] === FRAME_VERSION ? { kind: 'hello' } : null;
    default:
      return null;
  }
}

/** Reads what a channel delivered; null is a protocol violation. Never throws, whatever comes. */
export function decodeFrame(data: unknown): Frame | null {
  const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : data;
  if (!(bytes instanceof Uint8Array) || bytes.length === 0 || bytes.length > MAX_FRAME) return null;
  switch (bytes[0]) {
    case WHOLE:
      return { kind: 'whole', payload: bytes.subarray(1) };
    case FIRST:
      return readFirst(bytes);
    case NEXT:
      return bytes.length > 1 ? { kind: 'next', payload: bytes.subarray(1) } : null;
    default:
      return readControl(bytes);
  }
}

/** What taking a frame led to. */
export type Assembly = { readonly message: Uint8Array } | 'partial' | 'violation';

/**
 * Puts messages of one reliable, ordered channel together again. Holds at most the bytes that arrived,
 * and never more than one message: the announced length alone reserves nothing.
 */
export class MessageAssembler {
  #parts: Uint8Array[] = [];
  #received = 0;
  #total = 0;

  /** Bytes held for an unfinished message. */
  get held(): number {
    return this.#received;
  }

  take(frame: Frame): Assembly {
    switch (frame.kind) {
      case 'whole':
        return this.#total === 0 ? { message: frame.payload.slice() } : 'violation';
      case 'first':
        if (this.#total !== 0) return 'violation';
        this.#total = frame.total;
        return this.#append(frame.payload);
      case 'next':
        return this.#total === 0 ? 'violation' : this.#append(frame.payload);
      case 'abandon':
        if (this.#total === 0) return 'violation';
        this.#reset();
        return 'partial';
      default:
        return 'violation';
    }
  }

  #append(payload: Uint8Array): Assembly {
    if (this.#received + payload.length > this.#total) return 'violation';
    this.#parts.push(payload);
    this.#received += payload.length;
    if (this.#received < this.#total) return 'partial';
    const message = new Uint8Array(this.#total);
    let offset = 0;
    for (const part of this.#parts) {
      message.set(part, offset);
      offset += part.length;
    }
    this.#reset();
    return { message };
  }

  #reset(): void {
    this.#parts = [];
    this.#received = 0;
    this.#total = 0;
  }
}

/** Takes a frame of the realtime channel, where every message is one frame. The message is a view into what arrived. */
export function takeRealtime(frame: Frame): Assembly {
  if (frame.kind !== 'whole' || frame.payload.length > MAX_REALTIME_MESSAGE) return 'violation';
  return { message: frame.payload };
}
