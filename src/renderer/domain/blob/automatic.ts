import type { Settings } from '../settings/settings.ts';

/** True when a blob of this size is fetched without a person asking for it (BLB-6). */
export function isFetchedByRule(
  size: number,
  { limit, onMetered }: Settings['autoDownload'],
  isMetered: boolean,
): boolean {
  return size <= limit && (onMetered || !isMetered);
}
