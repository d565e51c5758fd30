import { useEffect, useState } from 'react';
import type { AccountId, EventId } from '@shared/ids.ts';
import type { MomentView, StoryShelf } from '@services/workspace/momentsWorkspace.ts';
import { useMoments } from '../room/useMoments.ts';
import { type StoryPlace, startOf, stepFrom, storyOf, storySequence } from './storySequence.ts';

/** Where one is among the stories. */
export interface StoryWalk {
  readonly story: MomentView;
  /** Stories of the same person, in order. */
  readonly places: readonly StoryPlace[];
  readonly go: (step: 1 | -1) => void;
}

/** Goes through stories, one person after another; null where there is nothing to look at. Who comes to the end leaves. */
export function useStoryWalk(shelves: readonly StoryShelf[], start: AccountId, onClose: () => void): StoryWalk | null {
  const [sequence] = useState(() => storySequence(shelves));
  const [chosen, choose] = useState<EventId | null>(() => startOf(shelves, start));
  const stands = (one: EventId) => storyOf(shelves, one) !== undefined;
  const stepTo = (from: EventId, step: 1 | -1) => stepFrom(sequence, from, { step, stands });
  // What is shown may end, or be deleted, while it is looked at: then the one after it is.
  const at = chosen === null || stands(chosen) ? chosen : (stepTo(chosen, 1) ?? stepTo(chosen, -1));
  const story = at === null ? undefined : storyOf(shelves, at);
  useSeen(story);
  useEffect(() => {
    if (at === null) onClose();
  }, [at, onClose]);
  if (at === null || story === undefined) return null;
  const go = (step: 1 | -1) => {
    const next = stepTo(at, step);
    if (next !== null) choose(next);
    else if (step === 1) onClose();
  };
  const places = sequence.filter(({ account, story: one }) => account === story.person.account && stands(one));
  return { story, places, go };
}

/** Tells the poster that it was looked at, once there is something to see. */
function useSeen(story: MomentView | undefined): void {
  const moments = useMoments();
  const id = story?.id ?? null;
  const isUnseen = story !== undefined && !story.seen && !story.person.own && story.body !== null;
  useEffect(() => {
    // A story that could not be marked is marked the next time it is looked at.
    if (id !== null && isUnseen) void moments.seeStory(id);
  }, [moments, id, isUnseen]);
}
