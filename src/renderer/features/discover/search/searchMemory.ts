import type { FindKind } from '@services/workspace/discoverWorkspace.ts';
import type { AccountId } from '@shared/ids.ts';

/** How far back one looks. */
export const sinces = ['any', 'day', 'week', 'month', 'year'] as const;
/** One of {@link sinces}. */
export type Since = (typeof sinces)[number];

const DAY = 24 * 3_600_000;
const LENGTHS: Readonly<Record<Since, number | null>> = {
  any: null,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  year: 365 * DAY,
};

/** What is asked for on the page. */
export interface Asking {
  readonly text: string;
  readonly kinds: readonly FindKind[];
  readonly from: AccountId | null;
  readonly since: Since;
}

/** Nothing. */
export const NOTHING: Asking = { text: '', kinds: [], from: null, since: 'any' };

/** The first moment that is looked at; null from ever. */
export function sinceOf(since: Since, now: number): number | null {
  const length = LENGTHS[since];
  return length === null ? null : now - length;
}

/** Whether there is anything to look for. */
export function asksNothing({ text, kinds, from, since }: Asking): boolean {
  return text.trim() === '' && kinds.length === 0 && from === null && since === 'any';
}

let last = NOTHING;

/** What was asked last in this window: whoever comes back from a result finds the others again. */
export const searchMemory = {
  get: (): Asking => last,
  set: (asking: Asking): void => {
    last = asking;
  },
};
