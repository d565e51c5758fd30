import { LATEST_AT } from '../event/hybridClock.ts';
import type { VerifiedOf } from './record.ts';

const DAY = 24 * 3_600_000;

/** The day from which on new units may lapse, counted from a moment in ms: of points that lapse, and of nothing else (WAL-22, WAL-40). */
export function lapseAfter({ body }: VerifiedOf<'unit'>, moment: number): { readonly expires?: number } {
  const { expiresDays } = body;
  return expiresDays === undefined ? {} : { expires: Math.min(moment + expiresDays * DAY, LATEST_AT) };
}
