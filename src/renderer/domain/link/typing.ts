import { toBase64url } from '@shared/base64url.ts';
import type { SpaceId } from '@shared/ids.ts';
import { joinBytes } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';

/** First byte of a frame about writing; frames of mini programs begin with 01. */
const TYPING = 0x02;
const ID_LENGTH = 32;

/** Somebody writes in a space, or has stopped. */
export interface TypingWord {
  readonly space: SpaceId;
  readonly isTyping: boolean;
}

/** The frame on a link's `realtime` channel (LNK-15): `02 ‖ 01 or 00 ‖ space`. */
export function encodeTyping({ space, isTyping }: TypingWord): Uint8Array {
  return joinBytes(Uint8Array.of(TYPING, isTyping ? 1 : 0), idBytes(space));
}

/** The way back; null for any other frame. */
export function decodeTyping(bytes: Uint8Array): TypingWord | null {
  const [kind, state] = bytes;
  if (bytes.length !== 2 + ID_LENGTH || kind !== TYPING || state === undefined || state > 1) return null;
  return { space: toBase64url(bytes.subarray(2)) as SpaceId, isTyping: state === 1 };
}
