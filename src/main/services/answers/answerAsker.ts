import * as v from 'valibot';
import { ANSWER_DEADLINE, MAX_ANSWER_BYTES, MAX_ANSWER_TEXT } from '@shared/ipc/answerContract.ts';
import type { HostInput, HostOutput } from '@shared/ipc/contract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { type FetchOnce, fetchThrough } from '../proxy/fetchThrough.ts';
import { directly } from '../proxy/hostProxy.ts';
import { textUpTo } from './textUpTo.ts';

/** Asks an endpoint once. It never rejects. */
export type AskAnswer = (
  question: HostInput<'answer.ask'>,
) => Promise<Result<HostOutput<'answer.ask'>, Failure<'unreachable' | 'too-large'>>>;

/** How one asks. */
export interface AskerOptions {
  /** ms. */
  readonly deadline?: number;
  /** Follows no redirect: another place would not be the one the person agreed to. */
  readonly ask?: FetchOnce;
}

const PLACE = '/chat/completions';
/** It says nothing of who asks: the same for every person. */
const HEADERS = { accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'Banyan' };

/** As much of an answer as is looked at. */
const answerSchema = v.object({
  choices: v.pipe(v.array(v.object({ message: v.object({ content: v.string() }) })), v.minLength(1)),
});

/** Asks over this process's own `fetch`, or what is given; `deadline` in ms. Rules: SPEC.md (ANS). */
export function createAnswerAsker({
  deadline = ANSWER_DEADLINE,
  ask = fetchThrough(directly),
}: AskerOptions = {}): AskAnswer {
  return async ({ url, model, instructions, text }) => {
    try {
      const answer = await ask(placeOf(url), {
        method: 'POST',
        headers: HEADERS,
        body: JSON.stringify({ model, messages: messagesOf(instructions, text), stream: false }),
        signal: AbortSignal.timeout(deadline),
      });
      const said = await textUpTo(answer, MAX_ANSWER_BYTES);
      if (said === null) return fail('too-large', 'the endpoint says too much');
      const words = answer.ok ? wordsOf(said) : null;
      return words === null ? fail('unreachable', 'the endpoint gives no answer') : ok({ text: words });
    } catch {
      return fail('unreachable', 'the endpoint does not answer');
    }
  };
}

/** People enter the address of the service, or that of the very place. */
function placeOf(address: string): string {
  const url = new URL(address);
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = path.endsWith(PLACE) ? path : `${path}${PLACE}`;
  return url.href;
}

function messagesOf(instructions: string, text: string): readonly { role: string; content: string }[] {
  const told = { role: 'user', content: text };
  return instructions.trim() === '' ? [told] : [{ role: 'system', content: instructions }, told];
}

/** Null for what is no answer of this form. */
function wordsOf(said: string): string | null {
  try {
    const read = v.safeParse(answerSchema, JSON.parse(said));
    const words = read.success ? read.output.choices[0]?.message.content.trim() : undefined;
    return words === undefined || words === '' ? null : words.toWellFormed().slice(0, MAX_ANSWER_TEXT);
  } catch {
    return null;
  }
}
