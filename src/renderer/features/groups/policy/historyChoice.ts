import type { GroupPolicy } from '@services/workspace/groupWorkspace.ts';

/** A rule about history as the value of a select: `all`, `since-joining` or a number of messages. */
export type HistoryChoice = 'all' | 'since-joining' | `${number}`;

/** Numbers of last messages that are offered. */
export const HISTORY_COUNTS = [100, 1000] as const;

/** The choice that stands for a rule. */
export function choiceOf(history: GroupPolicy['history']): HistoryChoice {
  return history.kind === 'last' ? `${history.count}` : history.kind;
}

/** The rule a choice stands for. */
export function historyOf(choice: HistoryChoice): GroupPolicy['history'] {
  return choice === 'all' || choice === 'since-joining' ? { kind: choice } : { kind: 'last', count: Number(choice) };
}

/** What is offered: the one that holds now is always among it. */
export function historyChoices(now: HistoryChoice): readonly HistoryChoice[] {
  const offered: readonly HistoryChoice[] = [
    'all',
    ...HISTORY_COUNTS.map((count) => `${count}` as const),
    'since-joining',
  ];
  return offered.includes(now) ? offered : [...offered, now];
}
