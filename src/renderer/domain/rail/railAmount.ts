import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { decimalText, minorOfText } from './decimalText.ts';

/** An amount of a currency. */
export interface RailAmount {
  /** Whole number of the smallest parts that `decimals` allows; at least 1. */
  readonly minor: bigint;
  readonly decimals: number;
  /** ISO 4217, or `BTC`. */
  readonly currency: string;
}

/** Why a link cannot be made, or text is none (RAI-1, RAI-3, RAI-4). */
export type RailError = Failure<'rail-malformed' | 'rail-wrong-currency' | 'rail-amount' | 'rail-test-network'>;

/** What a rail carries. */
export interface RailBounds {
  readonly currency: string;
  readonly decimals: number;
  /** In minor units of `decimals`. */
  readonly most: bigint;
}

/** An amount in the decimals of a rail, exact or not at all (RAI-3). */
export function fitAmount(amount: RailAmount, { currency, decimals, most }: RailBounds): Result<RailAmount, RailError> {
  if (amount.currency !== currency) return fail('rail-wrong-currency', `${currency} only`);
  const scale = 10n ** BigInt(Math.abs(decimals - amount.decimals));
  const isFiner = amount.decimals > decimals;
  if (isFiner && amount.minor % scale !== 0n) return fail('rail-amount', `more than ${decimals} decimals`);
  return bounded({ minor: isFiner ? amount.minor / scale : amount.minor * scale, decimals, currency }, most);
}

/** Reads the amount in a link, strictly. */
export function readAmount(text: string, { currency, decimals, most }: RailBounds): Result<RailAmount, RailError> {
  const minor = minorOfText(text, decimals);
  return minor.ok
    ? bounded({ minor: minor.value, decimals, currency }, most)
    : fail('rail-amount', minor.error.message);
}

function bounded(amount: RailAmount, most: bigint): Result<RailAmount, RailError> {
  return amount.minor >= 1n && amount.minor <= most ? ok(amount) : fail('rail-amount', 'out of range');
}

/** As it stands in a link and in a settlement: all its decimals, a point, nothing else. */
export function textOfAmount({ minor, decimals }: RailAmount): string {
  return decimalText(minor, decimals);
}
