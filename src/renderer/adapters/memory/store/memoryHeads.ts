import type { ChainPlace } from '@domain/intake/intake.ts';
import type { BucketHead, ChainHead } from '@ports/documentStore.ts';

/** Every chain of a space. */
export function headsOf({ places }: { readonly places: ReadonlyMap<string, ChainPlace> }): readonly ChainHead[] {
  return [...places.values()].map(chainHead);
}

/** What the port says of a chain. */
export function chainHead({ space, device, seq, id, at, floor, floorPrev }: ChainPlace): ChainHead {
  return { space, device, seq, id, at, floor, floorPrev };
}

/** The order of a database. */
export function byDevice(first: BucketHead | ChainHead, second: BucketHead | ChainHead): number {
  return first.device < second.device ? -1 : Number(first.device > second.device);
}
