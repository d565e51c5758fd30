/** How much of a chain was looked through for files to fetch (FIL-15). */
import * as v from 'valibot';
import { countSchema, timeSchema } from '@shared/schemas.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';

/** Kind of the records, each under its chat and chain. With the database they are lost: what comes back is looked through anew. */
export const LOOKED_KEEP = 'derived.files.looked';
/** Kind, and the one id, of the record that says since when it is noted. */
export const LOOKED_SINCE_KEEP = { kind: 'derived.files.looked-since', id: 'since' } as const;
/** Kind of the records of files that the person does not want, each under its blob, until what speaks of them is noted. */
export const LEFT_KEEP = 'derived.files.left';

const spanSchema = v.strictObject({ v: v.literal(1), from: countSchema, to: countSchema });
const sinceSchema = v.strictObject({ v: v.literal(1), at: timeSchema });

/** Places of a chain, both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Whether a place is in it. */
export function isWithin({ from, to }: Span, seq: number): boolean {
  return from <= seq && seq <= to;
}

/** Both, and what lies between: of a chain all is here from some place on. */
export function joined(one: Span | undefined, other: Span): Span {
  return one === undefined ? other : { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) };
}

/** The bytes of a span. */
export function spanBytes({ from, to }: Span): Uint8Array {
  return encodeCanonical({ v: 1, from, to });
}

/** The way back; null for what is none. */
export function readSpan(bytes: Uint8Array): Span | null {
  const read = readCanonical(spanSchema, bytes);
  return read === null ? null : { from: read.from, to: read.to };
}

/** The bytes of a time. */
export function sinceBytes(at: number): Uint8Array {
  return encodeCanonical({ v: 1, at });
}

/** The way back; null for what is none. */
export function readSince(bytes: Uint8Array): number | null {
  return readCanonical(sinceSchema, bytes)?.at ?? null;
}

/** The bytes of what says no more than that it is there. */
export function leftBytes(): Uint8Array {
  return encodeCanonical({ v: 1 });
}
