import { type Poll, POLL_OPTIONS } from '@domain/chat/bodies.ts';

/** A poll that is being written. The last answer is an empty line to go on in. */
export interface PollDraft {
  readonly question: string;
  readonly answers: readonly string[];
  readonly isMultiple: boolean;
}

/** How a poll begins. */
export const emptyPoll: PollDraft = { question: '', answers: ['', ''], isMultiple: false };

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

/** The poll a draft is; null while it has no question or fewer than two answers. */
export function pollOf(draft: PollDraft): Poll | null {
  const question = draft.question.trim();
  const options = saidAnswers(draft);
  if (question === '' || options.length < POLL_OPTIONS.least) return null;
  return { question, options, several: draft.isMultiple, closes: null };
}
