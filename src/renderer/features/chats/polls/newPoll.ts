import { type Poll, POLL_OPTIONS } from '@domain/chat/bodies.ts';

/** A poll that is being written. The last answer is an empty line to go on in. */
export interface PollDraft {
  readonly question: string;
  readonly answers: readonly string[];
  readonly isMultiple: boolean;
  /** How long it is open, hours; null until its author ends it. */
  readonly hours: number | null;
}

/** For how long a poll can be open, hours. */
export const POLL_HOURS = [1, 24, 168] as const;

const HOUR = 3_600_000;

/** How a poll begins. */
export const emptyPoll: PollDraft = { question: '', answers: ['', ''], isMultiple: false, hours: null };

/** The draft with other words in one answer; there is always an empty line to go on in while there is room. */
export function withAnswer(draft: PollDraft, place: number, text: string): PollDraft {
  const answers = draft.answers.with(place, text);
  const isFull = answers.every((answer) => answer.trim() !== '');
  return { ...draft, answers: isFull && answers.length < POLL_OPTIONS.most ? [...answers, ''] : answers };
}

/** The draft without one answer. */
export function withoutAnswer(draft: PollDraft, place: number): PollDraft {
  const answers = draft.answers.toSpliced(place, 1);
  return { ...draft, answers: answers.length < POLL_OPTIONS.least ? [...answers, ''] : answers };
}

/** The answers that say something, each once: two alike could not be told apart. */
function saidAnswers({ answers }: PollDraft): readonly string[] {
  return [...new Set(answers.map((answer) => answer.trim()).filter((answer) => answer !== ''))];
}

/** The poll a draft is when it is asked now; null while it has no question or fewer than two answers. */
export function pollOf(draft: PollDraft, now: number): Poll | null {
  const question = draft.question.trim();
  const options = saidAnswers(draft);
  if (question === '' || options.length < POLL_OPTIONS.least) return null;
  return {
    question,
    options,
    several: draft.isMultiple,
    closes: draft.hours === null ? null : now + draft.hours * HOUR,
  };
}
