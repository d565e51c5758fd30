import * as v from 'valibot';
import type { SpaceId } from '@shared/ids.ts';
import { folderSchema } from '@domain/preference/folders.ts';
import { type ChatPreferences, defaultPreferences, lenientPreferencesSchema } from '@domain/preference/preferences.ts';
import { type Wallpaper, wallpaperSchema } from '@domain/preference/wallpaper.ts';
import type { DocumentStore, NamedValue } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { mapQuery } from '../workspace/liveQueries.ts';
import type { ChatHousekeeping } from '../workspace/preferenceWorkspace.ts';

/** Name under which the engine publishes what was chosen about chats, for every tab to read (PRE-4). */
export const PREFERENCES_NAME = 'chat-preferences';

/** Behind the messages where nothing was chosen. */
export const NO_WALLPAPER: Wallpaper = { kind: 'none' };

const viewSchema = v.object({
  /** Chats about which something was chosen. */
  chats: v.fallback(v.record(v.string(), lenientPreferencesSchema), {}),
  folders: v.fallback(v.array(folderSchema), []),
  wallpaper: v.fallback(wallpaperSchema, NO_WALLPAPER),
});

/** What is published. */
export interface PreferenceView extends ChatHousekeeping {
  readonly chats: Readonly<Record<string, ChatPreferences>>;
}

/** Reads what was published; nothing chosen where nothing was. */
export function readPreferenceView(stored: NamedValue | null): PreferenceView {
  return v.parse(viewSchema, stored?.value ?? {});
}

/** What was chosen about every chat, live. */
export function watchPreferences(store: Pick<DocumentStore, 'values'>): LiveQuery<PreferenceView> {
  return mapQuery(store.values.watch(PREFERENCES_NAME), readPreferenceView);
}

/** What was chosen about one. */
export function preferencesIn(view: PreferenceView, space: SpaceId): ChatPreferences {
  return view.chats[space] ?? defaultPreferences;
}
