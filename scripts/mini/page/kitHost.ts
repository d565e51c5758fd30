import type { HostErrorCode, HostInput, HostMethod, HostOutput } from '@shared/ipc/contract.ts';
import { type Failure, type Result, fail } from '@shared/result.ts';
import type { Host } from '@ports/host.ts';
import { askKit } from './askKit.ts';

/** The kit's server as a host: it has the methods that serve programs, and no others. */
export class KitHost implements Host {
  private last: Promise<unknown> = Promise.resolve();

  /** One after the other: what is mounted after an end must not be ended by it. */
  call<M extends HostMethod>(method: M, input: HostInput<M>): Promise<Result<HostOutput<M>, Failure<HostErrorCode>>> {
    // The server answers with what the contract says of the method: it runs the product's handlers.
    const answer = this.last.then(() => post(method, input)) as Promise<Result<HostOutput<M>, Failure<HostErrorCode>>>;
    this.last = answer;
    return answer;
  }

  on(): () => void {
    return () => undefined;
  }
}

/** What programs see; null: the browser's own. */
export interface Surroundings {
  readonly language: string | null;
  readonly look: 'light' | 'dark' | null;
  readonly isMirrored: boolean;
}

/** Lets programs see it from their next load on. */
export async function pretend(surroundings: Surroundings): Promise<void> {
  await post('kit.pretend', surroundings);
}

async function post(method: string, input: unknown): Promise<unknown> {
  try {
    return await askKit('/kit/call', { method: 'POST', body: JSON.stringify({ method, input }) });
  } catch {
    return fail('unreachable', 'the kit has ended');
  }
}
