import type { BucketHead, ChainPlace } from './intake.ts';

/** The head of the bucket a chain is filling. */
export function openBucket(place: ChainPlace): BucketHead {
  const { space, bucket, device, firstSeq, seq, id } = place;
  return { space, bucket, device, firstSeq, count: seq - firstSeq + 1, lastId: id };
}
