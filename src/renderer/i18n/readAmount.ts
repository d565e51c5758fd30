import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** Why typed text is no amount. `ambiguous`: "1.000" may be one or a thousand, and is not guessed. */
export type AmountProblem = Failure<'empty' | 'malformed' | 'ambiguous' | 'too-fine' | 'too-large' | 'zero'>;

/** First digits of the decimal systems people type with (Unicode Nd): Arabic-Indic, Persian, Devanagari, Bengali, Thai, full width. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];
/** Largest amount of a wallet record (WAL-4). */
const MOST = 999_999_999_999_999n;
/** What may stand between groups of three and is never a decimal sign. */
const GROUP_MARKS = /(?<=\d)[\s\u00A0\u202F'’٬](?=\d{3}(?!\d))/gu;

function plainDigits(text: string): string {
  return [...text]
    .map((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      const zero = ZEROS.find((first) => code >= first && code <= first + 9);
      return zero === undefined ? sign : String(code - zero);
    })
    .join('');
}

/**
 * Reads an amount as people type it, into minor units: digits of any common script, a point, a comma or "٫" before the decimals. What could
 * mean two sums is refused, never guessed.
 */
export function readAmount(text: string, decimals: number): Result<bigint, AmountProblem> {
  const typed = plainDigits(text.trim());
  if (typed === '') return fail('empty', 'nothing typed');
  const bare = typed.replaceAll(GROUP_MARKS, '');
  const [, whole = '', fraction = ''] = /^(\d*)(?:[.,٫](\d*))?$/.exec(bare) ?? [];
  if (whole === '' && fraction === '') return grouped(bare, decimals);
  return isDoubtful(whole, fraction, decimals)
    ? fail('ambiguous', 'one or a thousand')
    : minorUnits(whole, fraction, decimals);
}

/** Where there are fewer than three decimals, three digits behind one mark are most likely thousands. */
function isDoubtful(whole: string, fraction: string, decimals: number): boolean {
  return fraction.length === 3 && decimals < 3 && whole !== '' && !whole.startsWith('0');
}

/** "1,234.50" and "1.234,50": marks of one kind between thousands, of the other before the decimals. */
function grouped(text: string, decimals: number): Result<bigint, AmountProblem> {
  const [, whole, , fraction = ''] =
    /^(\d{1,3}(?:,\d{3})+)(\.(\d*))?$/.exec(text) ?? /^(\d{1,3}(?:\.\d{3})+)(,(\d*))?$/.exec(text) ?? [];
  if (whole === undefined) return fail('malformed', 'not a number');
  return minorUnits(whole.replaceAll(/[.,]/g, ''), fraction, decimals);
}

function minorUnits(whole: string, fraction: string, decimals: number): Result<bigint, AmountProblem> {
  const fine = fraction.replace(/0+$/, '');
  if (fine.length > decimals) return fail('too-fine', `more than ${decimals} decimals`);
  const minor = BigInt(`${whole}${fine.padEnd(decimals, '0')}`);
  if (minor === 0n) return fail('zero', 'nothing');
  return minor > MOST ? fail('too-large', 'more than a record holds') : ok(minor);
}
