import { MAX_MINT_ANSWER, MINT_DEADLINE } from '@shared/ipc/mintContract.ts';
import type { HostInput, HostOutput } from '@shared/ipc/contract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { AskerOptions } from '../answers/answerAsker.ts';
import { textUpTo } from '../answers/textUpTo.ts';
import { type FetchOnce, fetchThrough } from '../proxy/fetchThrough.ts';
import { directly } from '../proxy/hostProxy.ts';

/** Asks a mint once. It never rejects. */
export type AskMint = (
  question: HostInput<'mint.ask'>,
) => Promise<Result<HostOutput<'mint.ask'>, Failure<'unreachable' | 'too-large'>>>;

/** It says nothing of who asks: the same for every person. */
const HEADERS = { accept: 'application/json', 'user-agent': 'Banyan' };

/** Asks over this process's own `fetch`, or what is given; `deadline` in ms. Rules: SPEC.md (MNT). */
export function createMintAsker({
  deadline = MINT_DEADLINE,
  ask = fetchThrough(directly),
}: AskerOptions = {}): AskMint {
  return async ({ mint, place, body }) => {
    try {
      const answer = await ask(`${mint}/v1/${place}`, {
        ...(body === null ? { headers: HEADERS } : post(body)),
        signal: AbortSignal.timeout(deadline),
      });
      const text = await textUpTo(answer, MAX_MINT_ANSWER);
      return text === null ? fail('too-large', 'the mint says too much') : ok({ status: answer.status, body: text });
    } catch {
      return fail('unreachable', 'the mint does not answer');
    }
  };
}

function post(body: string): Pick<Parameters<FetchOnce>[1], 'method' | 'headers' | 'body'> {
  return { method: 'POST', headers: { ...HEADERS, 'content-type': 'application/json' }, body };
}
