import { UPDATE_CHUNK } from './sessionLimits.ts';

/** Payloads in pieces that fit a message. */
export function* chunksOf(payloads: readonly Uint8Array[]): Generator<readonly Uint8Array[]> {
  let chunk: Uint8Array[] = [];
  let size = 0;
  for (const payload of payloads) {
    if (size + payload.length > UPDATE_CHUNK && chunk.length > 0) {
      yield chunk;
      chunk = [];
      size = 0;
    }
    chunk.push(payload);
    size += payload.length;
  }
  if (chunk.length > 0) yield chunk;
}
