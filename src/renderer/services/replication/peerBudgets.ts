import { Budget } from '@shared/budget.ts';
import type { Clock } from '@ports/clock.ts';
import type { ServedBucket } from './historyServer.ts';
import { ResendBudget, type SentRanges } from './resendBudget.ts';
import { ACT_QUESTIONS, CARDS, FEED_WORDS, GROUP_WORDS, REFUSALS } from './sessionLimits.ts';

/** What one peer may cost (REP-11, REP-12). It outlives a link: who links anew has not more of it. */
export class PeerBudgets {
  readonly cards: Budget;
  readonly words: Budget;
  readonly feedWords: Budget;
  readonly refusals: Budget;
  readonly questions: Budget;
  /** The card that was taken last: the same again, as with every new link, says and costs nothing. */
  lastCard: Uint8Array | null = null;
  /** What was sent of each bucket. */
  readonly buckets = new Map<string, ServedBucket>();
  /** What was sent of each chain by place. */
  readonly ranges: SentRanges = new Map();
  readonly rangesAgain: ResendBudget;

  constructor(clock: Clock) {
    this.cards = new Budget(clock, CARDS);
    this.words = new Budget(clock, GROUP_WORDS);
    this.feedWords = new Budget(clock, FEED_WORDS);
    this.refusals = new Budget(clock, REFUSALS);
    this.questions = new Budget(clock, ACT_QUESTIONS);
    this.rangesAgain = new ResendBudget(clock);
  }
}
