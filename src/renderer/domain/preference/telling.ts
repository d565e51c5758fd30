/** Whether and how a person is told of a message while nobody looks. */
import * as v from 'valibot';
import { type ChatPreferences, isMuted } from './preferences.ts';
import { type QuietHours, isQuiet } from './quietHours.ts';

/**
 * What a notification shows: everything, everything unless the screen is locked, who it is from, or that there is something. What
 * was shown before the screen was locked is taken away then.
 */
export const noticeContents = ['all', 'unlocked', 'name', 'nothing'] as const;
/** See {@link noticeContents}. */
export type NoticeContent = (typeof noticeContents)[number];
/** For a setting. */
export const noticeContentSchema = v.picklist(noticeContents);

/** What is known when news come. */
export interface Telling {
  readonly preferences: Pick<ChatPreferences, 'mutedUntil' | 'notify' | 'archived'>;
  /** Whether the message names oneself. */
  readonly isMention: boolean;
  readonly quietHours: QuietHours | null;
  readonly now: number;
  /** Minutes after local midnight. */
  readonly minutes: number;
}

/** Whether news are told (PRE-9): not in quiet hours, and of a chat not while it is muted or archived, nor beyond what was chosen for it. */
export function isTold({ preferences, isMention, quietHours, now, minutes }: Telling): boolean {
  if (quietHours !== null && isQuiet(quietHours, minutes)) return false;
  if (isMuted(preferences, now) || preferences.archived) return false;
  return preferences.notify === 'all' || (preferences.notify === 'mentions' && isMention);
}

/** What is shown now (PRE-10). Where nobody says whether the screen is locked (null), it may be: then no words are shown. */
export function shownContent(content: NoticeContent, isLocked: boolean | null): 'all' | 'name' | 'nothing' {
  if (content !== 'unlocked') return content;
  if (isLocked === null) return 'name';
  return isLocked ? 'nothing' : 'all';
}
