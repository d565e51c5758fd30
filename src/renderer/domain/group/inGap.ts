import type { Gap } from './roster.ts';

/** True when something said at a place of a chain, at a clock, lies in one of its gaps. */
export function isInGap(
  gaps: readonly Gap[] | undefined,
  { seq, at }: { readonly seq: number; readonly at: number },
): boolean {
  return gaps?.some(({ after, before }) => seq > after && (before === null || at < before)) === true;
}
