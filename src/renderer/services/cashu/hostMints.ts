import { MAX_MINT_QUESTION } from '@shared/ipc/mintContract.ts';
import { fail } from '@shared/result.ts';
import type { Host } from '@ports/host.ts';
import type { MintTransport } from '@ports/mintTransport.ts';

/** Asks mints by the host of the app: a page reaches nobody else. */
export function createHostMints(host: Pick<Host, 'call'>): MintTransport {
  return async ({ mint, place, body }) => {
    if (body !== null && body.length > MAX_MINT_QUESTION) return fail('invalid-input', 'more than is asked at once');
    const answer = await host.call('mint.ask', { mint, place, body });
    return answer.ok ? answer : fail('unreachable', answer.error.message);
  };
}
