import type { AccountId, EventId } from '@shared/ids.ts';
import type { MomentView, StoryShelf } from '@services/workspace/momentsWorkspace.ts';

/** One place in the order in which stories are looked at. */
export interface StoryPlace {
  readonly account: AccountId;
  readonly story: EventId;
}

/** Every story in order, person by person: fixed when the viewer opens, since to look at stories changes the order of people. */
export function storySequence(shelves: readonly StoryShelf[]): readonly StoryPlace[] {
  return shelves.flatMap(({ person, stories }) => stories.map(({ id }) => ({ account: person.account, story: id })));
}

/** Where somebody's stories begin: at the first that was not looked at, else at their first. */
export function startOf(shelves: readonly StoryShelf[], account: AccountId): EventId | null {
  const stories = shelves.find(({ person }) => person.account === account)?.stories ?? [];
  return (stories.find(({ seen }) => !seen) ?? stories[0])?.id ?? null;
}

/** A story as it is now; undefined once it is over. */
export function storyOf(shelves: readonly StoryShelf[], id: EventId): MomentView | undefined {
  return shelves.flatMap(({ stories }) => stories).find((story) => story.id === id);
}

/** The next place in a direction that still stands; null at the ends. */
export function stepFrom(
  sequence: readonly StoryPlace[],
  from: EventId,
  { step, stands }: { readonly step: 1 | -1; readonly stands: (story: EventId) => boolean },
): EventId | null {
  for (let at = sequence.findIndex(({ story }) => story === from) + step; ; at += step) {
    const place = sequence[at];
    if (place === undefined) return null;
    if (stands(place.story)) return place.story;
  }
}
