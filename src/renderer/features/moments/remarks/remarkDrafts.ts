import type { EventId } from '@shared/ids.ts';

/**
 * Words that were begun below posts and not said yet, for as long as the window is open: a row that leaves the view takes its field along,
 * and must not take the words.
 */
const drafts = new Map<EventId, string>();

/** What was begun below a post; empty where nothing was. */
export function remarkDraft(post: EventId): string {
  return drafts.get(post) ?? '';
}

/** Keeps what was begun; empty forgets it. */
export function keepRemarkDraft(post: EventId, text: string): void {
  if (text === '') drafts.delete(post);
  else drafts.set(post, text);
}
