import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { bitcoinLink } from '@domain/rail/bitcoin.ts';
import { minorOfText } from '@domain/rail/decimalText.ts';
import { lightningLink } from '@domain/rail/lightning.ts';
import { paypalLink } from '@domain/rail/paypal.ts';
import type { RailAmount, RailError } from '@domain/rail/railAmount.ts';
import { sepaCode } from '@domain/rail/sepa.ts';
import { upiLink } from '@domain/rail/upi.ts';
import type { SettleRail } from '@services/workspace/walletCodes.ts';

/** Ways to pay outside, in the order in which they are offered. */
export const rails: readonly SettleRail[] = ['sepa', 'upi', 'paypal', 'lightning', 'bitcoin', 'cash', 'other'];

/** Rails of one currency. */
const FIXED: Readonly<Partial<Record<SettleRail, { readonly currency: string; readonly decimals: number }>>> = {
  sepa: { currency: 'EUR', decimals: 2 },
  upi: { currency: 'INR', decimals: 2 },
  bitcoin: { currency: 'BTC', decimals: 8 },
  lightning: { currency: 'BTC', decimals: 8 },
};

/** The currency of a rail; null where it may be any. */
export function currencyOf(rail: SettleRail): string | null {
  return FIXED[rail]?.currency ?? null;
}

/** Where and how much, as typed. */
export interface Outside {
  readonly rail: SettleRail;
  /** Digits with at most one point. */
  readonly amount: string;
  readonly currency: string;
  /** IBAN, `name@bank`, name of PayPal.me, address, or invoice; empty for cash and others. */
  readonly address: string;
  /** Who gets it, as the rail knows them. */
  readonly name: string;
  readonly note: string;
}

/** A code to scan with another app, and a link where the rail has one. */
export interface OutsideCode {
  readonly code: string;
  /** An address of the web: what the system can open. */
  readonly href: string | null;
}

/** An amount as typed; points and commas are read alike, and nothing is rounded. */
export function outsideAmount({ rail, amount, currency }: Outside): Result<RailAmount, Failure<'rail-amount'>> {
  const text = amount.trim().replace(',', '.');
  const decimals = FIXED[rail]?.decimals ?? Math.min(8, text.split('.')[1]?.length ?? 0);
  const minor = minorOfText(text, decimals);
  if (!minor.ok || minor.value <= 0n) return fail('rail-amount', 'no amount');
  return ok({ minor: minor.value, decimals, currency });
}

/** What to scan or open; null for cash and others, which have none. */
export function outsideCode(outside: Outside): Result<OutsideCode | null, RailError> {
  const amount = outsideAmount(outside);
  if (!amount.ok) return amount;
  const link = linkOf(outside, amount.value);
  if (link === null || !link.ok) return link ?? ok(null);
  return ok({ code: link.value, href: outside.rail === 'paypal' ? link.value : null });
}

function linkOf({ rail, address, name, note }: Outside, amount: RailAmount): Result<string, RailError> | null {
  const to = address.trim();
  switch (rail) {
    case 'sepa':
      return sepaCode({
        ...{ name: name.trim(), iban: to.replaceAll(/\s/g, '').toUpperCase(), bic: '', amount },
        ...{ purpose: '', reference: '', text: note.trim(), note: '' },
      });
    case 'upi':
      return upiLink({ address: to, name: name.trim(), amount, note: note.trim().slice(0, 80), reference: '' });
    case 'paypal':
      return paypalLink({ name: to, amount });
    case 'bitcoin':
      return bitcoinLink({ address: to, amount, label: name.trim(), message: note.trim() });
    case 'lightning':
      return lightningLink(to, amount);
    case 'cash':
    case 'other':
      return null;
  }
}

/** A preimage as wallets show it: 64 hexadecimal digits. Null for anything else. */
export function readPreimage(text: string): Uint8Array | null {
  const digits = text.trim();
  if (!/^[0-9a-fA-F]{64}$/.test(digits)) return null;
  return Uint8Array.from({ length: 32 }, (_, place) => Number.parseInt(digits.slice(2 * place, 2 * place + 2), 16));
}
