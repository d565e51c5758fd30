import * as v from 'valibot';
import { type Result, fail } from '@shared/result.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { decodeCanonical, encodeCanonical } from '@domain/codec/canonical.ts';
import { type Settings, defaultSettings, strictSettingsSchema } from '@domain/settings/settings.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import { outcomeOf } from '../workspace/failures.ts';
import type { WorkspaceError } from '../workspace/workspace.ts';
import { SETTINGS_NAME, readSettings } from './readSettings.ts';

/** Kind and id of the settings among the small records that the journal hears of. */
const KEPT = { kind: 'settings', id: SETTINGS_NAME } as const;

/** What the settings are kept with. */
export interface SettingsParts {
  readonly store: Pick<DocumentStore, 'values' | 'feed'>;
  readonly keeper: Pick<FeedKeeper, 'put'>;
}

/** The settings in memory, in the store and in the journal (SET-1…SET-3). */
export class SettingsKeeper {
  private readonly current: WritableSnapshot<Settings> = writableSnapshot(defaultSettings);
  private readonly parts: SettingsParts;

  constructor(parts: SettingsParts) {
    this.parts = parts;
  }

  get settings(): Snapshot<Settings> {
    return this.current;
  }

  /** Reads them; where a lost database has none, those the journal brought back. */
  async load(): Promise<void> {
    const { values } = this.parts.store;
    const stored = await values.get(SETTINGS_NAME);
    if (!stored.ok) return;
    const kept = await this.kept();
    if (stored.value === null && kept !== null) {
      const settings = readSettings({ name: SETTINGS_NAME, value: kept });
      await values.put({ name: SETTINGS_NAME, value: settings });
      this.current.set(settings);
      return;
    }
    const settings = readSettings(stored.value);
    this.current.set(settings);
    if (stored.value !== null) await this.tellJournal(settings, kept);
  }

  /** Changes some; a field that does not fit refuses the whole change (SET-2). */
  async change(change: Partial<Settings>): Promise<Result<void, WorkspaceError>> {
    const next = { ...this.current.get(), ...change };
    const strict = v.safeParse(strictSettingsSchema, next);
    if (!strict.success) return fail('setting-invalid', Object.keys(change).join(', '));
    const kept = await this.parts.store.values.put({ name: SETTINGS_NAME, value: strict.output });
    if (!kept.ok) return outcomeOf(kept);
    this.current.set(strict.output);
    // Without it they are here all the same, and are told at the next start.
    await this.parts.keeper.put([{ ...KEPT, bytes: encodeCanonical(strict.output) }]);
    return outcomeOf(kept);
  }

  /** What was kept beside the store's value; null for nothing. */
  private async kept(): Promise<unknown> {
    const row = await this.parts.store.feed.keeps.get(KEPT.kind, KEPT.id);
    const decoded = row.ok && row.value !== null ? decodeCanonical(row.value.bytes) : null;
    return decoded?.ok === true ? decoded.value : null;
  }

  private async tellJournal(settings: Settings, kept: unknown): Promise<void> {
    const bytes = encodeCanonical(settings);
    if (kept !== null && equalBytes(encodeCanonical(kept), bytes)) return;
    await this.parts.keeper.put([{ ...KEPT, bytes }]);
  }
}
