import { toBase64url } from '@shared/base64url.ts';
import type { EventId } from '@shared/ids.ts';
import { MAX_REALTIME_BYTES } from '@shared/mini/bridgeLimits.ts';
import { joinBytes } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';

/** What one frame of a link's realtime channel says about an instance (MIN-15). */
export type RealtimeFrame =
  /** The device is on the channel; `asks`: and wants to know whether the other is. */
  | { readonly kind: 'here'; readonly instance: EventId; readonly asks: boolean }
  | { readonly kind: 'gone'; readonly instance: EventId }
  | {
      readonly kind: 'data';
      readonly instance: EventId;
      /** Number of the message, of its sender's own. */
      readonly message: number;
      readonly index: number;
      readonly count: number;
      readonly bytes: Uint8Array;
    };

const VERSION = 1;
const KINDS = ['here', 'asking', 'gone', 'data'] as const;
const ID_END = 34;
/** Bytes before those of the program. */
const DATA_HEAD = ID_END + 8;
/** Most bytes of a program in one frame: with its head it is within a link's 15 KiB. */
export const FRAGMENT_BYTES = 15_000;
/** Most frames of one message. */
export const MAX_FRAGMENTS = Math.ceil(MAX_REALTIME_BYTES / FRAGMENT_BYTES);

/** The bytes of a frame. */
export function encodeFrame(frame: RealtimeFrame): Uint8Array {
  const kind = frame.kind === 'here' && frame.asks ? 'asking' : frame.kind;
  const head = joinBytes(Uint8Array.of(VERSION, KINDS.indexOf(kind)), idBytes(frame.instance));
  if (frame.kind !== 'data') return head;
  const place = new DataView(new ArrayBuffer(8));
  place.setUint32(0, frame.message);
  place.setUint16(4, frame.index);
  place.setUint16(6, frame.count);
  return joinBytes(head, new Uint8Array(place.buffer), frame.bytes);
}

/** Reads a frame of a peer; null for what is none. Never throws. */
export function decodeFrame(bytes: Uint8Array): RealtimeFrame | null {
  const kind = KINDS[bytes[1] ?? -1];
  if (bytes[0] !== VERSION || kind === undefined || bytes.length < ID_END) return null;
  const instance = toBase64url(bytes.subarray(2, ID_END)) as EventId;
  if (kind === 'data') return dataOf(instance, bytes);
  if (bytes.length !== ID_END) return null;
  return kind === 'gone' ? { kind, instance } : { kind: 'here', instance, asks: kind === 'asking' };
}

function dataOf(instance: EventId, bytes: Uint8Array): RealtimeFrame | null {
  if (bytes.length < DATA_HEAD || bytes.length > DATA_HEAD + FRAGMENT_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [message, index, count] = [view.getUint32(ID_END), view.getUint16(ID_END + 4), view.getUint16(ID_END + 6)];
  if (count === 0 || count > MAX_FRAGMENTS || index >= count) return null;
  return { kind: 'data', instance, message, index, count, bytes: bytes.slice(DATA_HEAD) };
}

/** A message as the frames that carry it. */
export function framesOf(instance: EventId, message: number, bytes: Uint8Array): readonly Uint8Array[] {
  const count = Math.max(1, Math.ceil(bytes.length / FRAGMENT_BYTES));
  return Array.from({ length: count }, (_, index) =>
    encodeFrame({
      kind: 'data',
      instance,
      message,
      index,
      count,
      bytes: bytes.subarray(index * FRAGMENT_BYTES, (index + 1) * FRAGMENT_BYTES),
    }),
  );
}

/** Most messages of one sender that are put together at once. */
const MOST_PARTIAL = 8;

/**
 * Puts the messages of one sender in one instance together from their frames (MIN-15), which come in any order, twice or never. What does
 * not get whole gives way to newer ones, so that a sender holds no more than {@link MOST_PARTIAL} messages of memory here.
 */
export class RealtimeAssembler {
  private readonly partial = new Map<number, (Uint8Array | undefined)[]>();

  /** The whole message when this frame made it so. */
  take({ message, index, count, bytes }: RealtimeFrame & { readonly kind: 'data' }): Uint8Array | null {
    if (count === 1) return bytes;
    const parts = this.partial.get(message) ?? this.begin(message, count);
    if (parts.length !== count) return null;
    parts[index] = bytes;
    const present = parts.filter((part) => part !== undefined);
    if (present.length < count) return null;
    this.partial.delete(message);
    const whole = joinBytes(...present);
    return whole.length > MAX_REALTIME_BYTES ? null : whole;
  }

  private begin(message: number, count: number): (Uint8Array | undefined)[] {
    const [oldest] = this.partial.keys();
    if (this.partial.size >= MOST_PARTIAL && oldest !== undefined) this.partial.delete(oldest);
    const parts = Array.from<Uint8Array | undefined>({ length: count });
    this.partial.set(message, parts);
    return parts;
  }
}
