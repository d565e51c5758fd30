import type { BlobId } from '@shared/ids.ts';

/** What deciding needs to know of a blob. */
export interface EvictionCandidate {
  readonly id: BlobId;
  readonly size: number;
  readonly state: 'partial' | 'complete' | 'gone';
  readonly origin: 'own' | 'received';
  readonly keep: boolean;
  readonly usedAt: number;
}

/**
 * Which blobs to remove so that all together take no more than `budget` bytes (BLB-7): complete ones that came from others, are not to be
 * kept and not in use, the longest unused first. Fewer, or none, when there are not enough of them.
 */
export function planEviction(
  blobs: readonly EvictionCandidate[],
  { budget, isInUse }: { readonly budget: number; readonly isInUse: (id: BlobId) => boolean },
): readonly BlobId[] {
  let over = blobs.reduce((sum, { size, state }) => sum + (state === 'gone' ? 0 : size), 0) - budget;
  const mayGo = ({ id, state, origin, keep }: EvictionCandidate) =>
    state === 'complete' && origin === 'received' && !keep && !isInUse(id);
  const going: BlobId[] = [];
  for (const { id, size } of blobs.filter(mayGo).toSorted((a, b) => a.usedAt - b.usedAt)) {
    if (over <= 0) break;
    going.push(id);
    over -= size;
  }
  return going;
}
