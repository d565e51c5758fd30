import * as v from 'valibot';
import { decodeCanonical } from './canonical.ts';

/** What bytes say that are one value as {@link decodeCanonical} takes it, in the form of a schema; null for anything else. Never throws. */
export function readCanonical<Schema extends v.GenericSchema>(
  schema: Schema,
  bytes: Uint8Array,
  mostParts?: number,
): v.InferOutput<Schema> | null {
  const decoded = decodeCanonical(bytes, mostParts);
  const read = decoded.ok ? v.safeParse(schema, decoded.value) : null;
  return read?.success === true ? read.output : null;
}
