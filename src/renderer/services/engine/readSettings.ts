import * as v from 'valibot';
import { type Settings, defaultSettings, settingsSchema } from '@domain/settings/settings.ts';
import type { NamedValue } from '@ports/documentStore.ts';

/** Name of the settings among the store's values. */
export const SETTINGS_NAME = 'settings';

/** Reads stored settings; what is missing or wrong falls back field by field (SET-1). */
export function readSettings(stored: NamedValue | null): Settings {
  const parsed = v.safeParse(settingsSchema, stored?.value ?? {});
  return parsed.success ? parsed.output : defaultSettings;
}
