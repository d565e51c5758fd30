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
  if (frame.kind === 'data') return dataFrame(dataHeadOf(frame.instance), frame);
  return headOf(frame.kind === 'here' && frame.asks ? 'asking' : frame.kind, frame.instance);
}

/** How every frame that carries data of an instance begins: made once, because a program may send a hundred messages a second. */
export function dataHeadOf(instance: EventId): Uint8Array {
  return headOf('data', instance);
}

function headOf(kind: (typeof KINDS)[number], instance: EventId): Uint8Array {
  return joinBytes(Uint8Array.of(VERSION, KINDS.indexOf(kind)), idBytes(instance));
}

function dataFrame(
  head: Uint8Array,
  { message, index, count, bytes }: Omit<RealtimeFrame & { readonly kind: 'data' }, 'kind' | 'instance'>,
): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(DATA_HEAD + bytes.length);
  frame.set(head);
  const view = new DataView(frame.buffer);
  view.setUint32(ID_END, message);
  view.setUint16(ID_END + 4, index);
  view.setUint16(ID_END + 6, count);
  frame.set(bytes, DATA_HEAD);
  return frame;
}

/**
 * Reads a frame that carries data and begins with `head` (see {@link dataHeadOf}), as {@link decodeFrame} would; null for every other. It
 * spells no id, which is most of what reading a frame takes.
 */
export function dataUnder(
  head: Uint8Array,
  instance: EventId,
  bytes: Uint8Array,
): (RealtimeFrame & { readonly kind: 'data' }) | null {
  for (let index = 0; index < ID_END; index += 1) if (bytes[index] !== head[index]) return null;
  return dataOf(instance, bytes);
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

function dataOf(instance: EventId, bytes: Uint8Array): (RealtimeFrame & { readonly kind: 'data' }) | null {
  if (bytes.length < DATA_HEAD || bytes.length > DATA_HEAD + FRAGMENT_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [message, index, count] = [view.getUint32(ID_END), view.getUint16(ID_END + 4), view.getUint16(ID_END + 6)];
  if (count === 0 || count > MAX_FRAGMENTS || index >= count) return null;
  return { kind: 'data', instance, message, index, count, bytes: bytes.slice(DATA_HEAD) };
}

/** A message as the frames that carry it; `head` is its instance's (see {@link dataHeadOf}). */
export function framesOf(head: Uint8Array, message: number, bytes: Uint8Array): readonly Uint8Array<ArrayBuffer>[] {
  if (bytes.length <= FRAGMENT_BYTES) return [dataFrame(head, { message, index: 0, count: 1, bytes })];
  const count = Math.ceil(bytes.length / FRAGMENT_BYTES);
  return Array.from({ length: count }, (_, index) => {
    const part = bytes.subarray(index * FRAGMENT_BYTES, (index + 1) * FRAGMENT_BYTES);
    return dataFrame(head, { message, index, count, bytes: part });
  });
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
