import * as v from 'valibot';
import { type Result, fail } from '@shared/result.ts';
import { type Settings, defaultSettings, settingsSchema, strictSettingsSchema } from '@domain/settings/settings.ts';
import type { DocumentStore, NamedValue } from '@ports/documentStore.ts';
import { type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { outcomeOf } from '../workspace/failures.ts';
import type { WorkspaceError } from '../workspace/workspace.ts';

/** Name of the settings among the store's values. */
export const SETTINGS_NAME = 'settings';

/** Reads stored settings; what is missing or wrong falls back field by field (SET-1). */
export function readSettings(stored: NamedValue | null): Settings {
  const parsed = v.safeParse(settingsSchema, stored?.value ?? {});
  return parsed.success ? parsed.output : defaultSettings;
}

/** The settings in memory and in the store. */
export class SettingsKeeper {
  private readonly current: WritableSnapshot<Settings> = writableSnapshot(defaultSettings);
  private readonly store: DocumentStore;

  constructor(store: DocumentStore) {
    this.store = store;
  }

  get settings(): Snapshot<Settings> {
    return this.current;
  }

  async load(): Promise<void> {
    const stored = await this.store.values.get(SETTINGS_NAME);
    if (stored.ok) this.current.set(readSettings(stored.value));
  }

  /** Changes some; a field that does not fit refuses the whole change (SET-2). */
  async change(change: Partial<Settings>): Promise<Result<void, WorkspaceError>> {
    const next = { ...this.current.get(), ...change };
    const strict = v.safeParse(strictSettingsSchema, next);
    if (!strict.success) return fail('setting-invalid', Object.keys(change).join(', '));
    const kept = await this.store.values.put({ name: SETTINGS_NAME, value: strict.output });
    if (kept.ok) this.current.set(strict.output);
    return outcomeOf(kept);
  }
}
