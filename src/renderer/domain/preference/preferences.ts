/** What a person chose about a chat on this device. Nobody else hears of it. */
import * as v from 'valibot';
import { countSchema } from '@shared/schemas.ts';
import { wallpaperSchema } from './wallpaper.ts';

/** "Always", as a time: the last a clock can show, ms. */
export const FOREVER = 8_640_000_000_000_000;
/** Most chats that are pinned to the top. */
export const MAX_PINNED = 100;

/** Of which messages of a chat one is told. */
export const notifyChoices = ['all', 'mentions', 'none'] as const;

const fields = {
  /** Place among the pinned chats, 0 on top; null: not pinned. */
  pinned: v.nullable(v.pipe(countSchema, v.maxValue(MAX_PINNED - 1))),
  /** Until when nothing of it is told, ms; 0: it is not muted, {@link FOREVER}: for good. */
  mutedUntil: v.pipe(countSchema, v.maxValue(FOREVER)),
  archived: v.boolean(),
  /** Marked by the person as something to come back to; opening the chat ends it. */
  markedUnread: v.boolean(),
  notify: v.picklist(notifyChoices),
  /** Null: as chosen for all chats. */
  wallpaper: v.nullable(wallpaperSchema),
};

/** Every field must fit (PRE-1). */
export const preferencesSchema = v.strictObject(fields);
/** See the head of this file. */
export type ChatPreferences = v.InferOutput<typeof preferencesSchema>;

/** A chat about which nothing was chosen. */
export const defaultPreferences: ChatPreferences = {
  pinned: null,
  mutedUntil: 0,
  archived: false,
  markedUnread: false,
  notify: 'all',
  wallpaper: null,
};

/** The same with each field that is missing or wrong at its default (PRE-1). */
export const lenientPreferencesSchema = v.object({
  pinned: v.fallback(fields.pinned, defaultPreferences.pinned),
  mutedUntil: v.fallback(fields.mutedUntil, defaultPreferences.mutedUntil),
  archived: v.fallback(fields.archived, defaultPreferences.archived),
  markedUnread: v.fallback(fields.markedUnread, defaultPreferences.markedUnread),
  notify: v.fallback(fields.notify, defaultPreferences.notify),
  wallpaper: v.fallback(fields.wallpaper, defaultPreferences.wallpaper),
});

/** Whether a chat is silent at a time (PRE-6). */
export function isMuted({ mutedUntil }: Pick<ChatPreferences, 'mutedUntil'>, now: number): boolean {
  return mutedUntil > now;
}

/**
 * How much of a chat counts as unread at a time (PRE-7): what is muted or archived counts nowhere but in its own row, and what is only
 * marked counts as one.
 */
export function unreadThatCounts(chat: {
  readonly unread: number;
  readonly preferences: ChatPreferences;
  readonly now: number;
}): number {
  const { unread, preferences, now } = chat;
  if (preferences.archived || isMuted(preferences, now)) return 0;
  return unread === 0 && preferences.markedUnread ? 1 : unread;
}

/** Pinned chats on top in their order, then the others as they come (PRE-5). */
export function arranged<Chat extends { readonly preferences: Pick<ChatPreferences, 'pinned'> }>(
  chats: readonly Chat[],
): readonly Chat[] {
  const pinned = chats.filter(({ preferences }) => preferences.pinned !== null);
  if (pinned.length === 0) return chats;
  const placeOf = ({ preferences }: Chat) => preferences.pinned ?? MAX_PINNED;
  const inOrder = pinned.toSorted((one, other) => placeOf(one) - placeOf(other));
  return [...inOrder, ...chats.filter(({ preferences }) => preferences.pinned === null)];
}
