import * as v from 'valibot';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** Why a peer's message is not taken. A later version's message types are `unknown-message`, which is no offence. */
export type TaggedMessageError = Failure<'malformed-message' | 'unknown-message'>;

const namedSchema = v.object({ t: v.string() });

/** Reads decoded CBOR by a schema of messages with a type `t`; `known` are the types the schema has. Never throws. */
export function readTagged<S extends v.GenericSchema>(
  schema: S,
  known: ReadonlySet<string>,
  decoded: Result<unknown, Failure>,
): Result<v.InferOutput<S>, TaggedMessageError> {
  if (!decoded.ok) return fail('malformed-message', decoded.error.message);
  const parsed = v.safeParse(schema, decoded.value);
  if (parsed.success) return ok(parsed.output);
  const named = v.safeParse(namedSchema, decoded.value);
  return named.success && !known.has(named.output.t)
    ? fail('unknown-message', 'a later version speaks')
    : fail('malformed-message', 'does not fit');
}
