/** What a host sends back over any wire, and how the renderer's side reads it. */
import * as v from 'valibot';
import type { Failure, Result } from '../result.ts';
import { type HostErrorCode, type HostMethod, type HostOutput, hostContract, hostErrorCodes } from './contract.ts';

/** An answer before its value was checked against the contract. */
export type HostAnswer = Result<unknown, Failure<HostErrorCode>>;

const answerSchema = v.variant('ok', [
  v.strictObject({ ok: v.literal(true), value: v.unknown() }),
  v.strictObject({
    ok: v.literal(false),
    error: v.strictObject({ code: v.picklist(hostErrorCodes), message: v.string() }),
  }),
]);

/** Reads an answer to `method`. An answer that breaks the contract is a fault of the host: `internal`. */
export function readHostAnswer<M extends HostMethod>(
  method: M,
  answer: unknown,
): Result<HostOutput<M>, Failure<HostErrorCode>> {
  const parsed = v.safeParse(answerSchema, answer);
  if (!parsed.success) return broken(method);
  if (!parsed.output.ok) return parsed.output;
  const value = v.safeParse(hostContract[method].output, parsed.output.value);
  return value.success ? { ok: true, value: value.output } : broken(method);
}

function broken(method: HostMethod): { readonly ok: false; readonly error: Failure<HostErrorCode> } {
  return { ok: false, error: { code: 'internal', message: `the host's answer to ${method} broke the contract` } };
}
