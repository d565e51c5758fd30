import { FOREVER } from '@domain/preference/preferences.ts';

const HOUR = 3_600_000;

/** For how long a chat can be made silent. */
export const muteChoices = ['hour', 'eight', 'week', 'always'] as const;
/** See {@link muteChoices}. */
export type MuteChoice = (typeof muteChoices)[number];

const LENGTHS: Readonly<Record<Exclude<MuteChoice, 'always'>, number>> = {
  hour: HOUR,
  eight: 8 * HOUR,
  week: 7 * 24 * HOUR,
};

/** Until when a choice made now makes a chat silent, ms. */
export function mutedUntil(choice: MuteChoice, now: number): number {
  return choice === 'always' ? FOREVER : now + LENGTHS[choice];
}
