import { createHash } from 'node:crypto';
import { ChunkSet } from '@shared/chunkSet.ts';

const CHECK_BYTES = 32;

/** The file that says which chunks of a part are durable: their bits, and a hash that tells a torn or damaged file. */
export function encodeChunkMap(set: ChunkSet): Uint8Array {
  const bits = set.toBytes();
  return Buffer.concat([checkOf(bits), bits]);
}

/** Reads it; null when it cannot be believed. */
export function decodeChunkMap(length: number, bytes: Uint8Array): ChunkSet | null {
  const bits = bytes.subarray(CHECK_BYTES);
  if (Buffer.compare(bytes.subarray(0, CHECK_BYTES), checkOf(bits)) !== 0) return null;
  return ChunkSet.from(length, bits);
}

function checkOf(bits: Uint8Array): Uint8Array {
  return createHash('sha256').update('banyan/blob/1\0map\0').update(bits).digest();
}
