/** Reading an act field by field: each reader gives a value or `null`, and the whole is `null` when one of them is. */
import { asLine, asRecord, fieldOf } from './reading.ts';

/** Gives a field of what is read. */
export type Get = (name: string) => unknown;

/** One reader for each kind of act. */
export type Readers<Op extends { readonly t: string }> = {
  readonly [Kind in Op['t']]: (get: Get) => Extract<Op, { readonly t: Kind }> | null;
};

/** Reads an act by its kind `t`. */
export function readBy<Op extends { readonly t: string }>(readers: Readers<Op>, value: unknown): Op | null {
  const record = asRecord(value);
  if (record === null) return null;
  const kind = oneOf(Object.keys(readers) as Op['t'][], fieldOf(record, 't'));
  return kind === null ? null : readers[kind]((name) => fieldOf(record, name));
}

/** The object when nothing in it is `null`. */
export function whole<T extends object>(value: { readonly [Key in keyof T]: T[Key] | null }): T | null {
  return Object.values(value).includes(null) ? null : (value as T);
}

/** One of a few words. */
export function oneOf<T extends string>(values: readonly T[], value: unknown): T | null {
  return values.find((item) => item === value) ?? null;
}

/** A clean line that may be empty. */
export function asText(value: unknown, most: number): string | null {
  return value === '' ? '' : asLine(value, most);
}
