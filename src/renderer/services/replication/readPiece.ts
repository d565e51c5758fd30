import type { DeviceId } from '@shared/ids.ts';
import type { BucketHead } from '@domain/intake/intake.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { SpaceHeads } from './heads.ts';
import { PIECE_EVENTS, UPDATE_CHUNK } from './sessionLimits.ts';

/** A stretch of a chain, both ends included: of too much the first part when `up`, else the last. */
export interface Stretch {
  readonly device: DeviceId;
  readonly low: number;
  readonly high: number;
  readonly up: boolean;
}

/** Payloads of a chain from a place on. */
export interface StoredPiece {
  readonly from: number;
  readonly payloads: readonly Uint8Array[];
}

/** Reads as much of a stretch as one message carries; null when the store fails. */
export async function readPiece(
  store: DocumentStore,
  heads: SpaceHeads,
  stretch: Stretch,
): Promise<StoredPiece | null> {
  const { device, low, high, up } = stretch;
  const buckets = heads
    .heldBucketsOf(device)
    .filter(({ firstSeq, count }) => firstSeq <= high && firstSeq + count > low);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for (const head of up ? buckets : buckets.toReversed()) {
    const wanted = placesIn(head, stretch, PIECE_EVENTS - parts.length);
    const { space, bucket } = head;
    const read = await store.payloads({ space, bucket, device, from: wanted.from, limit: wanted.count });
    if (!read.ok) return null;
    for (const payload of up ? read.value : read.value.toReversed()) {
      bytes += payload.length;
      if (bytes > UPDATE_CHUNK && parts.length > 0) return pieceOf(parts, stretch);
      parts.push(payload);
    }
    if (parts.length >= PIECE_EVENTS || read.value.length < wanted.count) break;
  }
  return pieceOf(parts, stretch);
}

function placesIn({ firstSeq, count }: BucketHead, { low, high, up }: Stretch, most: number) {
  const first = Math.max(low, firstSeq);
  const last = Math.min(high, firstSeq + count - 1);
  const wanted = Math.min(most, last - first + 1);
  return { from: up ? first : last - wanted + 1, count: wanted };
}

function pieceOf(parts: readonly Uint8Array[], { low, high, up }: Stretch): StoredPiece {
  return up ? { from: low, payloads: parts } : { from: high - parts.length + 1, payloads: parts.toReversed() };
}
