import { type Result, fail, ok } from '@shared/result.ts';
import { type RailAmount, type RailError, fitAmount, readAmount, textOfAmount } from './railAmount.ts';

/** Currencies of PayPal; those in the second list are paid in whole numbers. */
const CURRENCIES = 'AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD ILS MXN MYR NOK NZD PHP PLN SEK SGD THB USD'.split(' ');
const WHOLE = 'HUF JPY TWD'.split(' ');
const NAME = /^[A-Za-z0-9]{1,20}$/;
const LINK =
  /^(?:https:\/\/)?(?:www\.)?(?:paypal\.me|paypal\.com\/paypalme)\/([A-Za-z0-9]+)(?:\/([0-9.]+)([A-Za-z]{3}))?\/?$/i;

/** A PayPal.me link. */
export interface PaypalPayment {
  /** 1 to 20 letters and digits. */
  readonly name: string;
  /** Null where the payer chooses. */
  readonly amount: RailAmount | null;
}

function boundsOf(currency: string) {
  const decimals = WHOLE.includes(currency) ? 0 : 2;
  const isKnown = WHOLE.includes(currency) || CURRENCIES.includes(currency);
  return isKnown ? { currency, decimals, most: 999_999_999_999_999n } : null;
}

/** Writes a link (RAI-30); the currency always stands in it. */
export function paypalLink({ name, amount }: PaypalPayment): Result<string, RailError> {
  if (!NAME.test(name)) return fail('rail-malformed', 'not a name of PayPal.me');
  if (amount === null) return ok(`https://paypal.me/${name}`);
  const bounds = boundsOf(amount.currency);
  const fitted = bounds === null ? fail('rail-wrong-currency', 'not at PayPal') : fitAmount(amount, bounds);
  return fitted.ok ? ok(`https://paypal.me/${name}/${textOfAmount(fitted.value)}${amount.currency}`) : fitted;
}

/** Reads it (RAI-30). An amount without a currency is refused: it is of whatever the payee's account has. Never throws. */
export function readPaypal(link: string): Result<PaypalPayment, RailError> {
  const [, name = '', digits, code = ''] = LINK.exec(link) ?? [];
  if (!NAME.test(name)) return fail('rail-malformed', 'not a link of PayPal.me');
  if (digits === undefined) return ok({ name, amount: null });
  const bounds = boundsOf(code.toUpperCase());
  const amount = bounds === null ? fail('rail-wrong-currency', 'not at PayPal') : readAmount(digits, bounds);
  return amount.ok ? ok({ name, amount: amount.value }) : amount;
}
