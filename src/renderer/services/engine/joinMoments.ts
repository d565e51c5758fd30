import { Moments } from '../moments/moments.ts';

/** Joins moments to the links of the engine. */
export function joinMoments(): Moments {
  return new Moments();
}
