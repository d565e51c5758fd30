import { MAX_MINT_ANSWER, MINT_DEADLINE } from '@shared/ipc/mintContract.ts';
import type { HostInput, HostOutput } from '@shared/ipc/contract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { textUpTo } from '../answers/textUpTo.ts';

/** Asks a mint once. It never rejects. */
export type AskMint = (
  question: HostInput<'mint.ask'>,
) => Promise<Result<HostOutput<'mint.ask'>, Failure<'unreachable' | 'too-large'>>>;

/** It says nothing of who asks: the same for every person. */
const HEADERS = { accept: 'application/json', 'user-agent': 'Banyan' };

/** Asks over this process's own `fetch`; `deadline` in ms. Rules: SPEC.md (MNT). */
export function createMintAsker(deadline: number = MINT_DEADLINE): AskMint {
  return async ({ mint, place, body }) => {
    try {
      const answer = await fetch(`${mint}/v1/${place}`, {
        ...(body === null ? { headers: HEADERS } : post(body)),
        // Another place would not be the one the person agreed to.
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(deadline),
      });
      const text = await textUpTo(answer, MAX_MINT_ANSWER);
      return text === null ? fail('too-large', 'the mint says too much') : ok({ status: answer.status, body: text });
    } catch {
      return fail('unreachable', 'the mint does not answer');
    }
  };
}

function post(body: string): RequestInit {
  return { method: 'POST', headers: { ...HEADERS, 'content-type': 'application/json' }, body };
}
