import { type Act, type Rules } from '../../shared/log.ts';
import { asInteger, asLine, asList, asRecord, fieldOf } from '../../shared/reading.ts';

/** Fewest and most answers of a question. */
export const FEWEST = 2;
export const MOST = 12;
/** Longest question and longest answer. */
export const QUESTION = 200;
export const ANSWER = 80;

/** What people do in a poll. */
export type PollOp =
  | {
      readonly t: 'ask';
      readonly question: string;
      readonly options: readonly string[];
      readonly many: boolean;
      readonly quiet: boolean;
    }
  /** Replaces the vote before; an empty one takes it back. */
  | { readonly t: 'vote'; readonly poll: string; readonly picks: readonly number[] }
  | { readonly t: 'close'; readonly poll: string; readonly closed: boolean };

/** One question and what was said to it. */
export interface Poll {
  readonly id: string;
  readonly author: string;
  readonly question: string;
  readonly options: readonly string[];
  /** Whether one may pick several. */
  readonly isMany: boolean;
  /** Whether names are kept out of sight. */
  readonly isQuiet: boolean;
  readonly isClosed: boolean;
  /** Picks by voter, in rising order and never empty. */
  readonly votes: Readonly<Record<string, readonly number[]>>;
}

/** All questions, the first asked first. */
export interface PollState {
  readonly polls: readonly Poll[];
}

function read(value: unknown): PollOp | null {
  const record = asRecord(value);
  if (record === null) return null;
  const field = (name: string) => fieldOf(record, name);
  if (field('t') === 'ask') return readAsk(field);
  const poll = field('poll');
  if (typeof poll !== 'string' || poll.length > 200) return null;
  if (field('t') === 'close') return { t: 'close', poll, closed: field('closed') === true };
  const picks = asList(field('picks'), MOST, (item) => asInteger(item, 0, MOST - 1));
  if (field('t') !== 'vote' || picks === null) return null;
  return { t: 'vote', poll, picks: [...new Set(picks)].sort((left, right) => left - right) };
}

function readAsk(field: (name: string) => unknown): PollOp | null {
  const question = asLine(field('question'), QUESTION);
  const options = asList(field('options'), MOST, (item) => asLine(item, ANSWER));
  if (question === null || options === null || options.length < FEWEST) return null;
  return { t: 'ask', question, options, many: field('many') === true, quiet: field('quiet') === true };
}

function apply(state: PollState, act: Act<PollOp>): PollState {
  const { op, author, id } = act;
  if (op.t === 'ask') {
    const { question, options, many, quiet } = op;
    const poll = { id: `${author} ${id}`, author, question, options, isMany: many, isQuiet: quiet };
    return { polls: [...state.polls, { ...poll, isClosed: false, votes: {} }] };
  }
  const change = (poll: Poll) => (op.t === 'close' ? close(poll, author, op.closed) : vote(poll, author, op.picks));
  return { polls: state.polls.map((poll) => (poll.id === op.poll ? change(poll) : poll)) };
}

/** Only who asked ends the vote. */
const close = (poll: Poll, author: string, isClosed: boolean): Poll =>
  author === poll.author ? { ...poll, isClosed } : poll;

function vote(poll: Poll, author: string, picks: readonly number[]): Poll {
  const fits = picks.every((pick) => pick < poll.options.length) && (poll.isMany || picks.length <= 1);
  if (poll.isClosed || !fits) return poll;
  const others = Object.entries(poll.votes).filter(([voter]) => voter !== author);
  return { ...poll, votes: Object.fromEntries(picks.length === 0 ? others : [...others, [author, picks]]) };
}

/** The rules of polls. */
export const pollRules: Rules<PollState, PollOp> = { start: { polls: [] }, read, apply };

/** Who picked an answer, in the order in which they last voted. */
export function votersOf(poll: Poll, option: number): readonly string[] {
  return Object.entries(poll.votes).flatMap(([voter, picks]) => (picks.includes(option) ? [voter] : []));
}

/** The share of voters an answer has, in whole percent. */
export function shareOf(poll: Poll, option: number): number {
  const voters = Object.keys(poll.votes).length;
  return voters === 0 ? 0 : Math.round((votersOf(poll, option).length / voters) * 100);
}
