import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { LATEST_AT } from '../event/hybridClock.ts';
import { idBytes } from '../event/codec.ts';
import { MAX_AMOUNT } from './amount.ts';
import { type HolderId, type RecordId, holderBytes, holderOfBytes } from './ids.ts';

/** What does not fit. `isNewer`: it may well fit a later version of this code (WAL-7). Never leaves the decoder. */
export class Misfit extends Error {
  readonly isNewer: boolean;

  constructor(message: string, isNewer = false) {
    super(message);
    this.isNewer = isNewer;
  }
}

/** How a value stands in a record. `read` throws {@link Misfit} on anything `write` does not give. */
export interface Field<T> {
  read(wire: unknown): T;
  write(value: T): unknown;
}

/** A field that may be missing; there is no null. */
export type OptionalField<T> = Field<T> & { readonly isOptional: true };
/** Named fields of a map. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

type ValueOf<F> = F extends Field<infer T> ? T : never;
type OptionalNames<F extends Fields> = {
  [Name in keyof F]: F[Name] extends { readonly isOptional: true } ? Name : never;
}[keyof F];
/** What a map of fields holds when read. */
export type Values<F extends Fields> = { readonly [Name in Exclude<keyof F, OptionalNames<F>>]: ValueOf<F[Name]> } & {
  readonly [Name in OptionalNames<F>]?: ValueOf<F[Name]>;
};

function refuse(message: string): never {
  throw new Misfit(message);
}

function asIs<T>(fits: (wire: unknown) => wire is T, name: string): Field<T> {
  return { read: (wire) => (fits(wire) ? wire : refuse(`not ${name}`)), write: (value) => value };
}

function isBytes(wire: unknown, length: number): wire is Uint8Array {
  return wire instanceof Uint8Array && wire.length === length;
}

/** Exactly `length` bytes. */
export const bytes = (length: number): Field<Uint8Array> =>
  asIs((wire): wire is Uint8Array => isBytes(wire, length), `${length} bytes`);

function id<Id extends string>(): Field<Id> {
  return {
    read: (wire) => (isBytes(wire, 32) ? (toBase64url(wire) as Id) : refuse('not an id')),
    write: (value) => idBytes(value),
  };
}

/** 32 bytes each. */
export const account: Field<AccountId> = id();
/** See {@link account}. */
export const device: Field<DeviceId> = id();
/** See {@link account}. */
export const space: Field<SpaceId> = id();
/** See {@link account}. */
export const record: Field<RecordId> = id();
/** 32 bytes, or 64 for a pot. */
export const holder: Field<HolderId> = {
  read: (wire) => (wire instanceof Uint8Array ? holderOfBytes(wire) : null) ?? refuse('not a holder'),
  write: holderBytes,
};

/** A whole number between two bounds. */
export const whole = (least: number, most: number): Field<number> =>
  asIs(
    (wire): wire is number => typeof wire === 'number' && Number.isSafeInteger(wire) && wire >= least && wire <= most,
    `a whole number of ${least} to ${most}`,
  );
/** Milliseconds since the Unix epoch, up to the year 9999. */
export const time: Field<number> = whole(0, LATEST_AT);
/** A place in a chain, a serial, a version. */
export const count: Field<number> = whole(0, Number.MAX_SAFE_INTEGER);

function money(least: bigint): Field<bigint> {
  return {
    read: (wire) => {
      if (typeof wire !== 'number' || !Number.isSafeInteger(wire)) return refuse('not an amount');
      const value = BigInt(wire);
      return value >= least && value <= MAX_AMOUNT ? value : refuse('an amount out of range');
    },
    write: (value) => (value >= least && value <= MAX_AMOUNT ? Number(value) : refuse('an amount out of range')),
  };
}

/** 1 to 10^15 − 1 minor units (WAL-4). */
export const amount: Field<bigint> = money(1n);
/** 0 to 10^15 − 1 minor units. */
export const amountOrNone: Field<bigint> = money(0n);

const TOTAL = /^(?:0|-?[1-9][0-9]{0,29})$/;
/** A sum, which one record's amount does not bound: decimal text, so that no reader's integers are too small. */
export const total: Field<bigint> = {
  read: (wire) => (typeof wire === 'string' && TOTAL.test(wire) ? BigInt(wire) : refuse('not a total')),
  write: (value) => String(value),
};

/**
 * Controls, bidi controls and isolates, zero-width spaces and fillers. A list that never changes, unlike what `cleanLine` cleans by the
 * Unicode of its engine: two versions must agree on which records there are.
 */
const FORBIDDEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
const TAGS = /[\u{e0000}-\u{e007f}]/u;

/** Text of some length in UTF-16 code units; `lines` allows line feeds. */
export const text = (least: number, most: number, lines: 'line' | 'lines' = 'line'): Field<string> =>
  asIs(
    (wire): wire is string =>
      typeof wire === 'string' &&
      wire.length >= least &&
      wire.length <= most &&
      !FORBIDDEN.test(wire) &&
      !TAGS.test(wire) &&
      (lines === 'lines' || !wire.includes('\n')),
    `a text of ${least} to ${most}`,
  );

/** Text of a form. */
export const pattern = (form: RegExp): Field<string> =>
  asIs((wire): wire is string => typeof wire === 'string' && form.test(wire), String(form));

/** True or false. */
export const truth: Field<boolean> = asIs((wire): wire is boolean => typeof wire === 'boolean', 'true or false');

/** One of some words. A word that is not among them is a later version's. */
export const oneOf = <Word extends string>(...words: readonly Word[]): Field<Word> => ({
  read: (wire) => {
    const word = words.find((each) => each === wire);
    if (word !== undefined) return word;
    throw new Misfit('an unknown word', typeof wire === 'string');
  },
  write: (value) => value,
});

/** A list of bounded length. */
export const list = <T>(item: Field<T>, least: number, most: number): Field<readonly T[]> => ({
  read: (wire) =>
    Array.isArray(wire) && wire.length >= least && wire.length <= most
      ? wire.map((each) => item.read(each))
      : refuse(`not a list of ${least} to ${most}`),
  write: (values) => values.map((value) => item.write(value)),
});

/** A list without repeats. */
export const distinct = <T extends string>(item: Field<T>, least: number, most: number): Field<readonly T[]> =>
  checked(list(item, least, most), (values) => new Set(values).size === values.length, 'repeats');

/** A field that may be missing. */
export const optional = <T>(field: Field<T>): OptionalField<T> => ({
  read: (wire) => field.read(wire),
  write: (value) => field.write(value),
  isOptional: true,
});

/** A rule across what a field holds. */
export const checked = <T>(field: Field<T>, fits: (value: T) => boolean, what: string): Field<T> => ({
  read: (wire) => {
    const value = field.read(wire);
    return fits(value) ? value : refuse(what);
  },
  write: (value) => (fits(value) ? field.write(value) : refuse(what)),
});

/** A map of exactly these fields. A key that is not among them is a later version's. */
export function struct<F extends Fields>(fields: F): Field<Values<F>> {
  const entries = Object.entries(fields);
  return {
    read: (wire) => {
      const map = mapOf(wire);
      if (Object.keys(map).some((key) => !Object.hasOwn(fields, key))) throw new Misfit('an unknown field', true);
      const values: Record<string, unknown> = {};
      for (const [name, field] of entries) {
        if (Object.hasOwn(map, name)) values[name] = field.read(map[name]);
        else if (!('isOptional' in field)) refuse(`${name} is missing`);
      }
      // Each field was read by its own reader, which the compiler cannot follow through a loop.
      return values as Values<F>;
    },
    write: (value) => {
      const map: Record<string, unknown> = {};
      const given: Readonly<Record<string, unknown>> = value;
      for (const [name, field] of entries) {
        if (given[name] !== undefined) map[name] = field.write(given[name]);
        else if (!('isOptional' in field)) refuse(`${name} is missing`);
      }
      return map;
    },
  };
}

function mapOf(wire: unknown): Readonly<Record<string, unknown>> {
  const isMap = typeof wire === 'object' && wire !== null && !Array.isArray(wire) && !(wire instanceof Uint8Array);
  return isMap ? (wire as Readonly<Record<string, unknown>>) : refuse('not a map');
}
