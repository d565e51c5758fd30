import type { AccountId } from '@shared/ids.ts';
import type { TalkSort } from '@domain/search/talkSort.ts';
import { ANY_TIME, type TimeChoice, isAnyTime } from '@domain/search/timeChoice.ts';

/** What is asked for in a talk. */
export interface FindAsking {
  readonly text: string;
  readonly from: AccountId | null;
  readonly sort: TalkSort | null;
  readonly time: TimeChoice;
}

/** Nothing. */
export const NOTHING_ASKED: FindAsking = { text: '', from: null, sort: null, time: ANY_TIME };

/** Whether there is anything to look for. */
export function asksNothing({ text, from, sort, time }: FindAsking): boolean {
  return text.trim() === '' && from === null && sort === null && isAnyTime(time);
}
