/** What a host sends back over any wire, and how it is read where the whole contract is at hand. */
import type { Failure, Result } from '../result.ts';
import { type HostErrorCode, type HostMethod, type HostOutput, hostContract } from './contract.ts';
import { readBy } from './readBy.ts';

/** An answer before its value was checked against the contract. */
export type HostAnswer = Result<unknown, Failure<HostErrorCode>>;

/** Reads an answer to `method`. An answer that breaks the contract is a fault of the host: `internal`. */
export function readHostAnswer<M extends HostMethod>(
  method: M,
  answer: unknown,
): Result<HostOutput<M>, Failure<HostErrorCode>> {
  return readBy<HostOutput<M>>(hostContract[method].output, method, answer);
}
