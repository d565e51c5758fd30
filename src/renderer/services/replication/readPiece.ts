import type { DeviceId } from '@shared/ids.ts';
import type { BucketStretch, DocumentStore } from '@ports/documentStore.ts';
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
  const wanted = placesOf(heads, stretch);
  const read = await store.payloads(...wanted);
  if (!read.ok) return null;
  const count = wanted.reduce((sum, { limit }) => sum + limit, 0);
  if (read.value.length === count) return pieceOf(read.value, stretch);
  // Something is missing in between, and of what comes after it nobody can say which place it has.
  const [first] = stretch.up ? wanted : wanted.toReversed();
  const nearest = first === undefined ? null : await store.payloads(first);
  return nearest === null || !nearest.ok ? null : pieceOf(nearest.value, stretch);
}

type Places = BucketStretch & { readonly limit: number };

/** Where the events of a piece lie, oldest first: no more of them than one message may carry. */
function placesOf(heads: SpaceHeads, { device, low, high, up }: Stretch): readonly Places[] {
  const buckets = heads
    .heldBucketsOf(device)
    .filter(({ firstSeq, count }) => firstSeq <= high && firstSeq + count > low);
  const wanted: Places[] = [];
  let left = PIECE_EVENTS;
  for (const { space, bucket, firstSeq, count } of up ? buckets : buckets.toReversed()) {
    if (left === 0) break;
    const first = Math.max(low, firstSeq);
    const last = Math.min(high, firstSeq + count - 1);
    const limit = Math.min(left, last - first + 1);
    wanted.push({ space, bucket, device, from: up ? first : last - limit + 1, limit });
    left -= limit;
  }
  return up ? wanted : wanted.toReversed();
}

/** As much of what was read as fits one message: the first part when `up`, else the last. */
function pieceOf(read: readonly Uint8Array[], { low, high, up }: Stretch): StoredPiece {
  let [bytes, fitting] = [0, 0];
  for (const payload of up ? read : read.toReversed()) {
    bytes += payload.length;
    if (bytes > UPDATE_CHUNK && fitting > 0) break;
    fitting += 1;
  }
  const payloads = up ? read.slice(0, fitting) : read.slice(read.length - fitting);
  return { from: up ? low : high - fitting + 1, payloads };
}
