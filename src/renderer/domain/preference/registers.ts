/** How the choices about a chat are kept: each with the time it was made, so that two devices of a person come to agree (PRE-2). */
import * as v from 'valibot';
import { countSchema } from '@shared/schemas.ts';
import { compareBytes, equalBytes } from '../codec/bytes.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { type ChatPreferences, lenientPreferencesSchema } from './preferences.ts';

/** One choice and when it was made, ms. */
export interface Register {
  readonly at: number;
  readonly value: unknown;
}

/** Choices by the name of their field; those of a later version included, which are kept as they are. */
export type Registers = ReadonlyMap<string, Register>;

/** Most choices in one record. */
const MAX_FIELDS = 64;

const kept = v.strictObject({
  v: v.literal(1),
  fields: v.pipe(
    v.record(v.pipe(v.string(), v.minLength(1), v.maxLength(32)), v.strictTuple([countSchema, v.unknown()])),
    v.check((fields) => Object.keys(fields).length <= MAX_FIELDS, 'too many fields'),
  ),
});

/** The bytes of a record. */
export function encodeRegisters(registers: Registers): Uint8Array {
  const fields = Object.fromEntries([...registers].map(([name, { at, value }]) => [name, [at, value]]));
  return encodeCanonical({ v: 1, fields });
}

/** The way back; null for what is no such record. */
export function decodeRegisters(bytes: Uint8Array): Registers | null {
  const read = readCanonical(kept, bytes);
  if (read === null) return null;
  return new Map(Object.entries(read.fields).map(([name, [at, value]]) => [name, { at, value }]));
}

/** What the choices come to; a field that is missing or of a later version has its default. */
export function preferencesOf(registers: Registers): ChatPreferences {
  return v.parse(
    lenientPreferencesSchema,
    Object.fromEntries([...registers].map(([name, { value }]) => [name, value])),
  );
}

/** The choices after some were made anew; the same object where nothing is different. A choice is never older than the one it replaces. */
export function changedRegisters(
  registers: Registers,
  change: Readonly<Record<string, unknown>>,
  now: number,
): Registers {
  const different = Object.entries(change).filter(([name, value]) => !isSameValue(registers.get(name)?.value, value));
  if (different.length === 0) return registers;
  const made = different.map(([name, value]) => {
    const before = registers.get(name);
    return [name, { at: before === undefined ? now : Math.max(now, before.at + 1), value }] as const;
  });
  return new Map([...registers, ...made]);
}

/** Of two records of one chat the later choice about each field; of equal times the greater bytes (PRE-2). */
export function mergedRegisters(one: Registers, other: Registers): Registers {
  const names = [...new Set([...one.keys(), ...other.keys()])].toSorted();
  return new Map(
    names.flatMap((name) => {
      const winner = later(one.get(name), other.get(name));
      return winner === undefined ? [] : [[name, winner] as const];
    }),
  );
}

function later(one: Register | undefined, other: Register | undefined): Register | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.at !== other.at) return one.at > other.at ? one : other;
  return compareBytes(encodeCanonical(one.value), encodeCanonical(other.value)) >= 0 ? one : other;
}

function isSameValue(before: unknown, value: unknown): boolean {
  return before !== undefined && equalBytes(encodeCanonical(before), encodeCanonical(value));
}
