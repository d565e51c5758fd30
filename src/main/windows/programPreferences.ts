import type { WebPreferences } from 'electron';
import { LOCKED_PREFERENCES } from './lockedPreferences.ts';

/** The preferences of every program's view. Each line is a line of the security checklist. */
export function programPreferences(preload: string, partition: string): WebPreferences {
  return {
    ...LOCKED_PREFERENCES,
    preload,
    partition,
    disableDialogs: true,
    devTools: false,
    spellcheck: false,
    enableWebSQL: false,
    backgroundThrottling: true,
  };
}
