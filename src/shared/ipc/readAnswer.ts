/** How the renderer reads answers of its host: the schemas of what a start does not need come when they are first needed. */
import * as v from 'valibot';
import type { Failure, Result } from '../result.ts';
import type { HostMethod, HostOutput } from './contract.ts';
import { coreContract } from './coreContract.ts';
import type { HostErrorCode } from './errorCodes.ts';
import { readBy } from './readBy.ts';

type Output<M extends HostMethod> = v.GenericSchema<unknown, HostOutput<M>>;

/** Reads an answer to `method`. An answer that breaks the contract is a fault of the host, and so is a contract that cannot be loaded: `internal`. */
export async function readAnswer<M extends HostMethod>(
  method: M,
  answer: unknown,
): Promise<Result<HostOutput<M>, Failure<HostErrorCode>>> {
  const core: Readonly<Record<string, { readonly output: v.GenericSchema }>> = coreContract;
  // Each method has one pair of schemas, from which its type is made.
  const known = core[method]?.output as Output<M> | undefined;
  const output = known ?? (await lateOutput(method));
  // A refusal needs no schema: it is read as such, also of a method that there is not.
  return readBy(output ?? v.never(), method, answer);
}

async function lateOutput<M extends HostMethod>(method: M): Promise<Output<M> | null> {
  try {
    const { hostContract } = await import('./contract.ts');
    return hostContract[method].output;
  } catch {
    return null;
  }
}
