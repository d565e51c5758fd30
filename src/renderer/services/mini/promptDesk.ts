import type { Clock } from '@ports/clock.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { ProgramPrompt } from './prompts.ts';

type Kind = ProgramPrompt['kind'];
type PromptOf<K extends Kind> = Extract<ProgramPrompt, { readonly kind: K }>;
/** What is answered to a prompt of a kind. */
export type AnswerTo<K extends Kind> = Parameters<PromptOf<K>['answer']>[0];
/** A prompt before it can be answered. */
export type Question<K extends Kind> = Omit<PromptOf<K>, 'answer' | 'stop'> & { readonly kind: K };

/** Most prompts that wait behind the one that is shown. */
const MOST_WAITING = 3;
/** Most prompts of one program in {@link PERIOD} ms: what asks in a loop is not shown. */
export const MOST_PROMPTS = 12;
const PERIOD = 60_000;

/**
 * Shows what a program asks for, one thing at a time (MPH-8). The screens draw {@link shown}, outside the program's area, and answer.
 */
export class PromptDesk {
  private readonly current = writableSnapshot<ProgramPrompt | null>(null);
  private readonly queue: { readonly prompt: ProgramPrompt; readonly refuse: () => void }[] = [];
  private readonly asked: number[] = [];
  /** Kinds to which no was said last. */
  private readonly refused = new Set<Kind>();
  /** Kinds that are not to be asked for again. */
  private readonly stopped = new Set<Kind>();
  private readonly clock: Clock;
  private isClosed = false;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get shown(): Snapshot<ProgramPrompt | null> {
    return this.current;
  }

  /** Asks, and resolves with the answer; null at once when too much is asked or the program is being closed. */
  ask<K extends Kind>(question: Question<K>, no: AnswerTo<K>): Promise<{ readonly answer: AnswerTo<K> } | null> {
    const { kind } = question;
    if (this.stopped.has(kind)) return Promise.resolve({ answer: no });
    if (this.isClosed || this.isTooMuch()) return Promise.resolve(null);
    return new Promise((resolve) => {
      const settle = (answer: AnswerTo<K>) => {
        resolve({ answer });
        if (this.next(prompt)) this.remember(kind, isSame(answer, no));
      };
      const again = this.refused.has(kind) ? { stop: () => this.stop(kind) } : {};
      // `question` is a prompt of kind K without its answer: together they are one.
      const prompt = { ...question, ...again, answer: settle } as unknown as ProgramPrompt;
      this.queue.push({ prompt, refuse: () => settle(no) });
      if (this.queue.length === 1) this.current.set(prompt);
    });
  }

  /** Answers everything with no. */
  close(): void {
    this.isClosed = true;
    for (const { refuse } of [...this.queue]) refuse();
  }

  private remember(kind: Kind, isRefused: boolean): void {
    if (isRefused) this.refused.add(kind);
    else this.refused.delete(kind);
  }

  /** No to all of a kind, now and later. */
  private stop(kind: Kind): void {
    this.stopped.add(kind);
    for (const { prompt, refuse } of [...this.queue]) {
      if (prompt.kind === kind) refuse();
    }
  }

  /** False for one that is over: an answer to it changes nothing. */
  private next(prompt: ProgramPrompt): boolean {
    const place = this.queue.findIndex((entry) => entry.prompt === prompt);
    if (place < 0) return false;
    this.queue.splice(place, 1);
    this.current.set(this.queue[0]?.prompt ?? null);
    return true;
  }

  private isTooMuch(): boolean {
    const now = this.clock.monotonic();
    while (this.asked[0] !== undefined && this.asked[0] <= now - PERIOD) this.asked.shift();
    if (this.queue.length > MOST_WAITING || this.asked.length >= MOST_PROMPTS) return true;
    this.asked.push(now);
    return false;
  }
}

/** Whether an answer is the one that means no: null, false, or nothing chosen. */
function isSame(answer: unknown, no: unknown): boolean {
  return answer === no || (Array.isArray(answer) && Array.isArray(no) && answer.length === no.length);
}
