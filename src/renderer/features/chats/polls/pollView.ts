import type { AccountId } from '@shared/ids.ts';
import type { Poll } from '@domain/chat/bodies.ts';
import type { PollState } from '@services/workspace/messageViews.ts';

/** One answer of a poll as shown. */
export interface PollAnswer {
  readonly text: string;
  /** Who chose it, first come first. */
  readonly voters: readonly AccountId[];
  readonly isOwn: boolean;
  /** Of all who chose something, in whole percent. */
  readonly share: number;
}

/** A poll in which nobody chose anything. */
export const UNTOLD: PollState = { votes: [], people: 0, own: [], isClosed: false };

/** The answers of a poll with what people chose. */
export function pollAnswers({ options }: Poll, { votes, people, own }: PollState = UNTOLD): readonly PollAnswer[] {
  return options.map((text, place) => {
    const voters = votes[place] ?? [];
    const share = people === 0 ? 0 : Math.round((voters.length / people) * 100);
    return { text, voters, isOwn: own.includes(place), share };
  });
}
