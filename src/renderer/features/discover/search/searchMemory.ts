import type { FindKind } from '@services/workspace/discoverWorkspace.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { ANY_TIME, type TimeChoice, isAnyTime } from '@domain/search/timeChoice.ts';

/** What is asked for on the page. */
export interface Asking {
  readonly text: string;
  readonly kinds: readonly FindKind[];
  readonly from: AccountId | null;
  /** The chat or channel in which it is looked for; null: anywhere. */
  readonly within: SpaceId | null;
  readonly time: TimeChoice;
}

/** Nothing. */
export const NOTHING: Asking = { text: '', kinds: [], from: null, within: null, time: ANY_TIME };

/** Whether there is anything to look for. */
export function asksNothing({ text, kinds, from, within, time }: Asking): boolean {
  return text.trim() === '' && kinds.length === 0 && from === null && within === null && isAnyTime(time);
}

let last = NOTHING;
let asked: string | null = null;

/** What was asked last in this window: whoever comes back from a result finds the others again. */
export const searchMemory = {
  get: (): Asking => last,
  set: (asking: Asking): void => {
    last = asking;
  },
  /** Whether an address asks for other words than the last one did. */
  isNew: (words: string): boolean => {
    const isOther = asked !== words;
    asked = words;
    return isOther;
  },
};
