import * as v from 'valibot';
import { type Failure, type Result, fail } from '../result.ts';
import { type HostErrorCode, hostErrorCodes } from './errorCodes.ts';

const answerSchema = v.variant('ok', [
  v.strictObject({ ok: v.literal(true), value: v.unknown() }),
  v.strictObject({
    ok: v.literal(false),
    error: v.strictObject({ code: v.picklist(hostErrorCodes), message: v.string() }),
  }),
]);

/** Reads an answer by the schema of its value. One that breaks it is a fault of the host: `internal`. */
export function readBy<T>(
  output: v.GenericSchema<unknown, T>,
  method: string,
  answer: unknown,
): Result<T, Failure<HostErrorCode>> {
  const parsed = v.safeParse(answerSchema, answer);
  if (!parsed.success) return broken(method);
  if (!parsed.output.ok) return parsed.output;
  const value = v.safeParse(output, parsed.output.value);
  return value.success ? { ok: true, value: value.output } : broken(method);
}

function broken(method: string): Result<never, Failure<HostErrorCode>> {
  return fail('internal', `the host's answer to ${method} broke the contract`);
}
