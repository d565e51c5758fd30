import * as decoding from 'lib0/decoding';
import { SIGNATURE_LENGTH } from '../event/event.ts';

// Yjs V1 update format: the low bits of an item's info byte name its content, the high ones say what stands before that.
const CONTENT = 0x1f;
const BINARY_CONTENT = 3;
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const ROOT_TYPE_FOLLOWS = 1;

/**
 * Whether a V1 update holds byte strings as long as events and nothing else, so that to decode it costs what its events cost (ADM-12). Looks at
 * the bytes alone and makes no objects of them; what passes is judged by `inspectUpdate`. Never throws.
 */
export function holdsBytesAlone(update: Uint8Array): boolean {
  try {
    const decoder = decoding.createDecoder(update);
    for (let clients = decoding.readVarUint(decoder); clients > 0; clients -= 1) {
      let items = decoding.readVarUint(decoder);
      decoding.readVarUint(decoder);
      decoding.readVarUint(decoder);
      for (; items > 0; items -= 1) if (!isBytes(decoder)) return false;
    }
    const deletions = decoding.readVarUint(decoder);
    return deletions === 0;
  } catch {
    return false;
  }
}

/** Reads one item of an append-only array: its place (the item before it, or the name of its array), then its bytes. */
function isBytes(decoder: decoding.Decoder): boolean {
  const info = decoding.readUint8(decoder);
  if ((info & CONTENT) !== BINARY_CONTENT || (info & HAS_RIGHT_ORIGIN) !== 0) return false;
  if ((info & HAS_ORIGIN) !== 0) {
    decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
  } else {
    if (decoding.readVarUint(decoder) !== ROOT_TYPE_FOLLOWS) return false;
    decoding.readVarUint8Array(decoder);
  }
  return decoding.readVarUint8Array(decoder).length >= SIGNATURE_LENGTH;
}
