import type { TakeError } from './spaceLog.ts';

/** Refusals that say nothing against the sender: something is missing here, or is newer than this version, or our disk is full. */
const INNOCENT: ReadonlySet<TakeError['code']> = new Set<TakeError['code']>([
  'update-gap',
  'chain-gap',
  'event-newer-version',
  'store-newer',
  'store-blocked',
  'store-closed',
  'store-conflict',
  'storage-full',
  'storage-failed',
]);

/** True when a refusal is not an offence of the peer (REP-8). */
export function isInnocent(code: TakeError['code']): boolean {
  return INNOCENT.has(code);
}
