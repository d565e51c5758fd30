const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const LIVES = { off: null, hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY, quarter: 91 * DAY } as const;

/** How long words of a chat can be made to last; `other`: so long as somebody chose elsewhere. */
export type TimerChoice = keyof typeof LIVES | 'other';

const OFFERED = ['off', 'hour', 'day', 'week', 'month', 'quarter'] as const;

/** What is offered: what stands now is among it. */
export function timerChoices(chosen: TimerChoice): readonly TimerChoice[] {
  return chosen === 'other' ? [...OFFERED, chosen] : OFFERED;
}

/** The choice that a life, ms, is. */
export function timerChoiceOf(life: number | null): TimerChoice {
  return OFFERED.find((choice) => LIVES[choice] === life) ?? 'other';
}

/** The life a choice means, ms; null: for good. */
export function lifeOf(choice: TimerChoice, now: number | null): number | null {
  return choice === 'other' ? now : LIVES[choice];
}

/** A span that is not among those that are offered, ms, in the largest unit that tells it whole. */
export function otherSpan(life: number): { readonly unit: 'days' | 'hours' | 'minutes'; readonly count: number } {
  if (life >= DAY && life % DAY === 0) return { unit: 'days', count: life / DAY };
  return life >= HOUR && life % HOUR === 0
    ? { unit: 'hours', count: life / HOUR }
    : { unit: 'minutes', count: Math.max(1, Math.round(life / MINUTE)) };
}
